package dev.lasso.engine.cache;

/** Where a block lies: the number of its table and its offset there. */
record CacheKey(long table, long offset) {

  /** Fibonacci hashing (D. Knuth, TAOCP 6.4): offsets of a table are far from evenly spread. */
  @Override
  public int hashCode() {
    return (int) ((table * 31 + offset) * 0x9e3779b97f4a7c15L >>> 32);
  }
}
