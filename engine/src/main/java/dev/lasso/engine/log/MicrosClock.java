package dev.lasso.engine.log;

/**
 * A clock in microseconds since the Unix epoch that never runs backwards: the wall clock is read once, and
 * {@link System#nanoTime} carries it on.
 */
public final class MicrosClock {
  private final long originMicros = System.currentTimeMillis() * 1000;
  private final long originNanos = System.nanoTime();

  /** Now, in microseconds since the Unix epoch. */
  public long nowMicros() {
    return originMicros + (System.nanoTime() - originNanos) / 1000;
  }

  /**
   * Sleeps for at least {@code micros}, however often the thread is interrupted meanwhile; its interrupt status is
   * kept.
   */
  public void sleepMicros(long micros) {
    long deadline = System.nanoTime() + micros * 1000;
    boolean interrupted = false;
    for (long left = micros * 1000; left > 0; left = deadline - System.nanoTime()) {
      try {
        Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
