/**
 * Operations that a caller hands over and does not wait for, as WiredTiger's asynchronous interface has them.
 * {@link dev.lasso.engine.async.Async} is the entry: it takes operations into a ring, workers take them out, and
 * callbacks hear how they ended. {@link dev.lasso.engine.async.FlushBarrier} is how a caller waits for all operations
 * before it. What an operation does is behind {@link dev.lasso.engine.async.Store}.
 */
@NullMarked
package dev.lasso.engine.async;

import org.jspecify.annotations.NullMarked;
