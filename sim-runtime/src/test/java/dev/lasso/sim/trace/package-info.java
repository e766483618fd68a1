/** What a run leaves behind, and what a replay is held against. */
@NullMarked
package dev.lasso.sim.trace;

import org.jspecify.annotations.NullMarked;
