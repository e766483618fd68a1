/** Shrinking on programs that are functions of a schedule, and what it must not do. */
@NullMarked
package dev.lasso.sim.shrink;

import org.jspecify.annotations.NullMarked;
