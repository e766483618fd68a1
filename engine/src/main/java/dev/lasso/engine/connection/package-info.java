/**
 * A database with the services of WiredTiger around it. {@link dev.lasso.engine.connection.Connection#open} takes a
 * configuration string, opens the engine, and starts what the string names, in WiredTiger's order;
 * {@link dev.lasso.engine.connection.Services} has that order and its reverse. An engine that is opened without a
 * connection has no services.
 */
@NullMarked
package dev.lasso.engine.connection;

import org.jspecify.annotations.NullMarked;
