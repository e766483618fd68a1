/**
 * What is recorded of a run: the {@link dev.lasso.sim.trace.TraceHash} over all its events, the
 * {@link dev.lasso.sim.trace.DecisionLog}, and the {@link dev.lasso.sim.trace.Recording} that a replay is held against,
 * which knows the first step where the two part.
 *
 * <p>And what is told of a run to those who ask: {@link dev.lasso.sim.trace.TraceEvent}s, to a
 * {@link dev.lasso.sim.trace.TraceListener}, who may keep the last of them as a
 * {@link dev.lasso.sim.trace.TraceWindow}. A run that nobody listens to makes none; one that somebody listens to is the
 * same run.
 */
@NullMarked
package dev.lasso.sim.trace;

import org.jspecify.annotations.NullMarked;
