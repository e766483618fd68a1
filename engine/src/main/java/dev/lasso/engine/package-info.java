/**
 * An embedded, ordered key-value store: a log-structured merge tree with the names, numbers, orders and LOG texts of
 * RocksDB 4.9, on plain threads, locks and files. {@link dev.lasso.engine.Engine} is the entry;
 * {@link dev.lasso.engine.Options} is what it is opened with, {@link dev.lasso.engine.Extensions} the caller's code.
 *
 * <p>Behind the facade, here: the write path, the read path, the scheduling of background work and its two kinds of
 * calls, opening and closing, and the column families, all guarded by {@code Engine.mutex} and woken by
 * {@code Engine.bgCv}. Each package below has one part that knows nothing of the others above it: file, log, options
 * and statistics at the bottom, then table, wal, memtable, write, version, compaction, background. Above it,
 * {@link dev.lasso.engine.connection} puts the services of WiredTiger round an engine, from the parts that config,
 * server and async have.
 *
 * <p>It uses no library, no static state that changes, no unseeded randomness, no hash order and no unbounded busy
 * wait, so that it runs the same under a simulated scheduler.
 */
@NullMarked
package dev.lasso.engine;

import org.jspecify.annotations.NullMarked;
