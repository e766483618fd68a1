/**
 * Strategies: how schedules are chosen. A {@link dev.lasso.sim.explore.Strategy} sees the enabled tasks and the pending
 * operation of each, and depends on nothing but that and the generator it is given. One file per algorithm, which cites
 * its paper and says where it deviates; {@link dev.lasso.sim.explore.Strategies} lists them by name.
 *
 * <p>A strategy is described by a text, such as {@code pct:d=3,k=1234,suffix=22340}. What the text leaves open and a
 * strategy must know beforehand, a {@link dev.lasso.sim.explore.Probe} finds out in a run of its own; the text is then
 * completed from its {@link dev.lasso.sim.explore.Profile}, to one of the members of a
 * {@link dev.lasso.sim.explore.Mix}, so that every run is described by a text that says all. Nothing is learned from run
 * to run: a seed would no longer say which run it is.
 *
 * <p>A {@link dev.lasso.sim.explore.Script} is a whole schedule in such a text; a
 * {@link dev.lasso.sim.explore.ScriptRecorder} writes that of any other run.
 *
 * <p>One strategy is a search: {@link dev.lasso.sim.explore.Exhaustive} goes from run to run, and says when it has been
 * everywhere. What it must know of a run beyond the pending operations, a {@link dev.lasso.sim.explore.StepWatch} is
 * told. Each of its runs stands alone all the same, as a {@link dev.lasso.sim.explore.Script}.
 *
 * <p>Whatever the strategy, a run ends in a {@link dev.lasso.sim.explore.FairSuffix}.
 */
@NullMarked
package dev.lasso.sim.explore;

import org.jspecify.annotations.NullMarked;
