/** Clocks that are set while a program runs. */
@NullMarked
package dev.lasso.workloads.clock;

import org.jspecify.annotations.NullMarked;
