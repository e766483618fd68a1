/**
 * What is recorded of a run: the {@link dev.lasso.sim.trace.TraceHash} over all its events, the
 * {@link dev.lasso.sim.trace.DecisionLog}, and the {@link dev.lasso.sim.trace.Recording} that a replay is held against,
 * which knows the first step where the two part.
 */
@NullMarked
package dev.lasso.sim.trace;

import org.jspecify.annotations.NullMarked;
