/**
 * Tasks one at a time: who runs, what time it is, when it is over. {@link dev.lasso.sim.sched.Scheduler} carries the
 * invariant that makes runs repeatable; the rest of the package is its data structures. What tasks run on is a
 * {@link dev.lasso.sim.sched.Carrier}: continuations on one thread, or for a debugger threads that pass a baton. What
 * the primitives mean is not known here: see {@code dev.lasso.sim.sync}.
 */
@NullMarked
package dev.lasso.sim.sched;

import org.jspecify.annotations.NullMarked;
