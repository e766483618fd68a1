/**
 * The state of a run at one moment, in a form in which two moments can be compared: objects are numbered in the order
 * in which a walk over the heap meets them, so that addresses, identity hashes and garbage have no part in it.
 *
 * <p>Start at {@link dev.lasso.sim.live.state.State}. What counts as state, and what is left out and why, stands at
 * {@link dev.lasso.sim.live.state.StateReader} and {@link dev.lasso.sim.live.state.Shapes}.
 */
@NullMarked
package dev.lasso.sim.live.state;

import org.jspecify.annotations.NullMarked;
