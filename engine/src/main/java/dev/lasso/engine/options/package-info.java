/**
 * The options of RocksDB 4.9: their catalogue, the OPTIONS file, and what the engine makes of them. Start at
 * {@link dev.lasso.engine.options.Catalogue}, the one list of names, kinds, defaults and ranges, with what this engine
 * does about each: honour it, accept it without effect, or refuse any value but its default. The records here
 * ({@link dev.lasso.engine.options.StallLimits} and its neighbours) hold the sanitised values that each part of the
 * engine works with.
 */
@NullMarked
package dev.lasso.engine.options;

import org.jspecify.annotations.NullMarked;
