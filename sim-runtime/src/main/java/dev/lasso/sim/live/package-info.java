/**
 * What is owed when a run is over, whether it can still be paid, and what a person is shown of it.
 * {@link dev.lasso.sim.live.Judge} gives the verdict and carries the argument for it; {@link dev.lasso.sim.live.Dump}
 * writes what is read. {@link dev.lasso.sim.live.Livelocks} proves that a run goes round a loop, which takes further
 * runs. Nothing here runs code of the program, but for the describers that a workload registers.
 */
@NullMarked
package dev.lasso.sim.live;

import org.jspecify.annotations.NullMarked;
