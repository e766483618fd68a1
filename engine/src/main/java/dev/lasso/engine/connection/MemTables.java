package dev.lasso.engine.connection;

import dev.lasso.engine.Engine;
import dev.lasso.engine.server.CachePressure;
import java.io.IOException;

/** The memtables' part of the cache. They give back memory by being flushed, so nothing is free at once. */
record MemTables(Engine engine) implements CachePressure {

  @Override
  public long bytesInUse() {
    return engine.memTableBytes();
  }

  @Override
  public long evict(long bytes) {
    engine.requestFlush();
    return 0;
  }

  @Override
  public long evictAndWait(long bytes) throws IOException {
    long before = bytesInUse();
    engine.flushAll();
    return Math.max(0, before - bytesInUse());
  }
}
