/**
 * Tasks one at a time on one thread: who runs, what time it is, when it is over. {@link dev.lasso.sim.sched.Scheduler}
 * carries the invariant that makes runs repeatable; the rest of the package is its data structures. What the primitives
 * mean is not known here: see {@code dev.lasso.sim.sync}.
 */
@NullMarked
package dev.lasso.sim.sched;

import org.jspecify.annotations.NullMarked;
