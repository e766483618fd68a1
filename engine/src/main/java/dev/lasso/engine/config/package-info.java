/**
 * The configuration string of a connection, in the syntax of WiredTiger's {@code wiredtiger_open}:
 * {@code create,cache_size=1G,async=(enabled,threads=4)}. {@link dev.lasso.engine.config.ConfigCatalogue} is the one
 * list of keys, kinds, ranges and defaults, with what is done about each;
 * {@link dev.lasso.engine.config.Config#parse} reads a string against it, and
 * {@link dev.lasso.engine.config.ConnectionSettings} holds what a connection works with.
 *
 * <p>A key that stands twice has its last value, as in WiredTiger, where strings are layered by appending them.
 */
@NullMarked
package dev.lasso.engine.config;

import org.jspecify.annotations.NullMarked;
