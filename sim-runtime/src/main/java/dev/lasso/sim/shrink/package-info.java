/**
 * Shrinking: from a run that fails to one that fails in the same way and has less in it. A
 * {@link dev.lasso.sim.shrink.Shrinker} tries one change after the other and keeps those after which the failure is
 * still the same: the same verdict, proof and blocked sites. First the {@linkplain dev.lasso.sim.shrink.Configurations
 * configuration}, where each change is tried under several schedules, then the
 * {@linkplain dev.lasso.sim.shrink.Schedules schedule}, written down as a script, of which deviations are taken away by
 * delta debugging. Both are repeated until nothing more can go.
 *
 * <p>{@link dev.lasso.sim.shrink.Nearby} looks for the failure of a run that does not replay any longer, in runs that
 * go like it.
 */
@NullMarked
package dev.lasso.sim.shrink;

import org.jspecify.annotations.NullMarked;
