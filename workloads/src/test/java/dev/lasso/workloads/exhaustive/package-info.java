/** Exhaustive search against plain enumeration of all orders. */
@NullMarked
package dev.lasso.workloads.exhaustive;

import org.jspecify.annotations.NullMarked;
