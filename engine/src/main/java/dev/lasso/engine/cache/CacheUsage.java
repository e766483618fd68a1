package dev.lasso.engine.cache;

/**
 * How a block cache was used, since it was made.
 *
 * @param hits blocks found
 * @param misses blocks asked for in vain
 * @param inserts blocks kept
 * @param evictions blocks forgotten for lack of room or on request
 * @param bytes the size of the blocks that it holds now
 */
public record CacheUsage(long hits, long misses, long inserts, long evictions, long bytes) {
  static final CacheUsage NONE = new CacheUsage(0, 0, 0, 0, 0);

  CacheUsage plus(CacheUsage other) {
    return new CacheUsage(hits + other.hits, misses + other.misses, inserts + other.inserts,
        evictions + other.evictions, bytes + other.bytes);
  }
}
