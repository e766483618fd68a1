package dev.lasso.engine.config;

/**
 * The size of the asynchronous interface.
 *
 * @param operations how many may be under way at once; at least 10, whatever was configured
 * @param threads workers, 1 to 20
 */
public record AsyncLimits(int operations, int threads) {
  private static final int LEAST_OPERATIONS = 10;

  public AsyncLimits {
    operations = Math.max(operations, LEAST_OPERATIONS);
  }
}
