/**
 * Threads that work for a whole connection, whoever uses it. {@link dev.lasso.engine.server.Server} is one such thread:
 * started once, told to stop, joined; {@link dev.lasso.engine.server.PeriodicServer} does a round each period or when
 * it is woken, waiting on a {@link dev.lasso.engine.server.CondVar}. The others are what WiredTiger runs: eviction,
 * sweep, checkpoint and statistics. They reach the engine through the narrow interfaces beside them.
 *
 * <p>An idle round changes nothing, not even a counter, so that a program in which nothing happens any more repeats its
 * state exactly. All threads are daemons.
 */
@NullMarked
package dev.lasso.engine.server;

import org.jspecify.annotations.NullMarked;
