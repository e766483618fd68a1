package dev.lasso.engine.cache;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that were used last, by table and offset, up to a number of bytes. It is split into shards, each with a
 * lock and a least-recently-used order of its own, so that readers rarely meet.
 *
 * @param <B> what a block is
 */
public final class BlockCache<B> {
  private static final int MOST_SHARDS = 16;
  private static final long LEAST_SHARD_BYTES = 512 << 10;

  private final long capacity;
  private final List<CacheShard<B>> shards;

  /** A cache of {@code capacity} bytes; 0 keeps nothing. */
  public BlockCache(long capacity) {
    this.capacity = capacity;
    int count = Integer.highestOneBit((int) Math.clamp(capacity / LEAST_SHARD_BYTES, 1, MOST_SHARDS));
    List<CacheShard<B>> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(new CacheShard<>(capacity / count));
    }
    this.shards = List.copyOf(made);
  }

  /** The block at {@code offset} of a table, or null. */
  public @Nullable B get(long table, long offset) {
    CacheKey key = new CacheKey(table, offset);
    return shard(key).get(key);
  }

  /** Keeps a block that takes {@code bytes} of memory, in place of those used least recently. */
  public void put(long table, long offset, B block, int bytes) {
    CacheKey key = new CacheKey(table, offset);
    shard(key).put(key, block, bytes);
  }

  /** The bytes that it may take. */
  public long capacity() {
    return capacity;
  }

  /** The bytes that its blocks take. Takes no lock. */
  public long bytesInUse() {
    long sum = 0;
    for (CacheShard<B> shard : shards) {
      sum += shard.bytes();
    }
    return sum;
  }

  /**
   * Forgets blocks used least recently until at least {@code bytes} are free again, or none is left.
   *
   * @return the bytes that became free
   */
  public long evict(long bytes) {
    long freed = 0;
    boolean any = true;
    while (any && freed < bytes) {
      any = false;
      for (int i = 0; i < shards.size() && freed < bytes; i++) {
        long more = shards.get(i).evictOne();
        freed += more;
        any |= more > 0;
      }
    }
    return freed;
  }

  /** What it did since it was made, and what it holds. */
  public CacheUsage usage() {
    CacheUsage sum = CacheUsage.NONE;
    for (CacheShard<B> shard : shards) {
      sum = sum.plus(shard.usage());
    }
    return sum;
  }

  private CacheShard<B> shard(CacheKey key) {
    return shards.get(key.hashCode() >>> 16 & shards.size() - 1);
  }
}
