/**
 * Memory that reads share. {@link dev.lasso.engine.cache.BlockCache} keeps the blocks that were read last, up to a
 * number of bytes, and can be asked to give some back.
 */
@NullMarked
package dev.lasso.engine.cache;

import org.jspecify.annotations.NullMarked;
