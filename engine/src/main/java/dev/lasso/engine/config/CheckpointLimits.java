package dev.lasso.engine.config;

/**
 * When checkpoints are made by themselves.
 *
 * @param seconds their period, 0 for none
 * @param bytes how much is written between two of them, 0 for no matter how much
 */
public record CheckpointLimits(int seconds, long bytes) {

  /** Whether there is anything to wait for. */
  public boolean isConfigured() {
    return seconds > 0 || bytes > 0;
  }
}
