package dev.lasso.engine.config;

/**
 * How full the cache may get.
 *
 * @param bytes its size
 * @param target percent of it above which the eviction server works
 * @param trigger percent of it from which a thread that writes evicts first, or waits
 */
public record CacheLimits(long bytes, int target, int trigger) {

  /** The bytes above which the eviction server works. */
  public long targetBytes() {
    return percent(target);
  }

  /** The bytes from which whoever writes evicts first. */
  public long triggerBytes() {
    return percent(trigger);
  }

  private long percent(int percent) {
    return bytes / 100 * percent;
  }
}
