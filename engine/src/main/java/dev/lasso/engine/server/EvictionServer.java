package dev.lasso.engine.server;

import dev.lasso.engine.config.CacheLimits;
import dev.lasso.engine.log.InfoLog;
import dev.lasso.engine.options.Quirk;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The server that keeps the cache within its target. A thread that is about to write when the cache has reached its
 * trigger evicts first, by itself, and waits if that did not help. Source: WiredTiger, evict_lru.
 */
public final class EvictionServer extends PeriodicServer {
  private static final long PERIOD_MICROS = 100_000;
  private static final long STUCK_NANOS = 300_000_000_000L;

  private final CacheLimits limits;
  private final List<CachePressure> parts;
  private final CondVar relief;
  private final AtomicInteger stalled = new AtomicInteger();
  private volatile boolean closing;
  private volatile long evictedBytes;

  /** A server over all {@code parts}, which share the cache. */
  public EvictionServer(CacheLimits limits, List<CachePressure> parts, InfoLog log, Set<Quirk> quirks) {
    super("eviction-server", PERIOD_MICROS, log, quirks);
    this.limits = limits;
    this.parts = List.copyOf(parts);
    this.relief = new CondVar(quirks);
  }

  /**
   * Returns once the cache is below its trigger; the caller helps to get it there.
   *
   * @throws ServiceException if the connection closes meanwhile, or nothing could be evicted for 300 s
   */
  public void admit() throws IOException {
    if (bytesInUse() < limits.triggerBytes()) {
      return;
    }
    stalled.incrementAndGet();
    try {
      helpUntilBelowTrigger();
    } finally {
      stalled.decrementAndGet();
    }
  }

  /** Lets nobody wait for the cache from now on. */
  public void refuseToStall() {
    closing = true;
    relief.signal();
  }

  @Override
  protected void round() throws IOException {
    long over = bytesInUse() - limits.targetBytes();
    for (int i = 0; over > 0 && i < parts.size(); i++) {
      long freed = parts.get(i).evict(over);
      over -= freed;
      if (freed > 0) {
        evictedBytes = evictedBytes + freed;
      }
    }
    relief.signal();
  }

  @Override
  protected String counts() {
    return "bytes_in_use=" + bytesInUse() + " target=" + limits.targetBytes() + " trigger=" + limits.triggerBytes()
        + " evicted=" + evictedBytes + " stalled=" + stalled.get();
  }

  private void helpUntilBelowTrigger() throws IOException {
    long lastFreed = System.nanoTime();
    for (long used = bytesInUse(); used >= limits.triggerBytes(); used = bytesInUse()) {
      if (closing) {
        throw new ServiceException("the connection is closing");
      }
      wake();
      long freed = 0;
      for (int i = 0; i < parts.size() && freed <= used - limits.triggerBytes(); i++) {
        freed += parts.get(i).evictAndWait(used - limits.triggerBytes() + 1 - freed);
      }
      if (freed > 0) {
        lastFreed = System.nanoTime();
      } else if (System.nanoTime() - lastFreed > STUCK_NANOS) {
        throw new ServiceException("the cache is stuck: " + used + " bytes in use of " + limits.bytes()
            + ", and nothing could be evicted for 300 s; open with a larger cache_size");
      } else {
        relief.await(PERIOD_MICROS, () -> !closing && bytesInUse() >= limits.triggerBytes());
      }
    }
  }

  private long bytesInUse() {
    long bytes = 0;
    for (CachePressure part : parts) {
      bytes += part.bytesInUse();
    }
    return bytes;
  }
}
