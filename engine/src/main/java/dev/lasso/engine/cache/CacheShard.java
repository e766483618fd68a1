package dev.lasso.engine.cache;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One part of a {@link BlockCache}. */
final class CacheShard<B> {
  private final long capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<CacheKey, Held<B>> blocks = new LinkedHashMap<>(16, 0.75f, true);
  private volatile long bytes;
  private long hits;
  private long misses;
  private long inserts;
  private long evictions;

  CacheShard(long capacity) {
    this.capacity = capacity;
  }

  @Nullable
  B get(CacheKey key) {
    lock.lock();
    try {
      Held<B> held = blocks.get(key);
      if (held == null) {
        misses++;
        return null;
      }
      hits++;
      return held.block;
    } finally {
      lock.unlock();
    }
  }

  void put(CacheKey key, B block, int size) {
    if (size > capacity) {
      return;
    }
    lock.lock();
    try {
      Held<B> before = blocks.put(key, new Held<>(block, size));
      bytes = bytes + size - (before == null ? 0 : before.bytes);
      inserts++;
      while (bytes > capacity) {
        removeEldest();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Forgets the block used least recently; answers its size, or 0 if there is none. */
  long evictOne() {
    lock.lock();
    try {
      return blocks.isEmpty() ? 0 : removeEldest();
    } finally {
      lock.unlock();
    }
  }

  /** The bytes that its blocks take. Takes no lock. */
  long bytes() {
    return bytes;
  }

  CacheUsage usage() {
    lock.lock();
    try {
      return new CacheUsage(hits, misses, inserts, evictions, bytes);
    } finally {
      lock.unlock();
    }
  }

  private long removeEldest() {
    Iterator<Held<B>> eldest = blocks.values().iterator();
    int size = eldest.next().bytes;
    eldest.remove();
    bytes = bytes - size;
    evictions++;
    return size;
  }

  private record Held<B>(B block, int bytes) {}
}
