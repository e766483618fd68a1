/** Programs that strategies are tried on. */
@NullMarked
package dev.lasso.workloads.strategies;

import org.jspecify.annotations.NullMarked;
