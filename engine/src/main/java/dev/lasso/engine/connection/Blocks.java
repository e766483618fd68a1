package dev.lasso.engine.connection;

import dev.lasso.engine.cache.BlockCache;
import dev.lasso.engine.server.CachePressure;

/** The part of the cache that holds blocks of tables, which can be read again: it gives back memory at once. */
record Blocks(BlockCache<?> cache) implements CachePressure {

  @Override
  public long bytesInUse() {
    return cache.bytesInUse();
  }

  @Override
  public long evict(long bytes) {
    return cache.evict(bytes);
  }
}
