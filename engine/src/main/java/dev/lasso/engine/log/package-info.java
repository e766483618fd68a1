/**
 * The engine's LOG: levels, lines, the file, and events as one-line JSON. {@link dev.lasso.engine.log.InfoLog} is where
 * every line goes; {@link dev.lasso.engine.log.LogBuffer} holds back the lines of a thread that has the mutex until it
 * has let go of it, which is why such lines appear late and carry their original time. Texts are those of RocksDB 4.9
 * where people grep for them.
 */
@NullMarked
package dev.lasso.engine.log;

import org.jspecify.annotations.NullMarked;
