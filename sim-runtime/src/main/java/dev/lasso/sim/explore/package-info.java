/**
 * Strategies: how schedules are chosen. A {@link dev.lasso.sim.explore.Strategy} sees the enabled tasks and the pending
 * operation of each, and depends on nothing but that and the generator it is given. One file per algorithm, which cites
 * its paper; {@link dev.lasso.sim.explore.Strategies} lists them by name.
 */
@NullMarked
package dev.lasso.sim.explore;

import org.jspecify.annotations.NullMarked;
