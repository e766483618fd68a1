package dev.lasso.workloads.clock;

import java.time.Instant;

/** Programs that read a clock twice. */
final class Readers {

  private static final int WAIT_MILLIS = 1000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private Readers() {}

  private static void check(long waited) {
    if (waited < WAIT_MILLIS || waited > WAIT_MILLIS + 1) {
      throw new AssertionError("a second took " + waited + " ms");
    }
  }

  /** By the clock on the wall. */
  static void measuresByMillis() throws InterruptedException {
    long begin = System.currentTimeMillis();
    Thread.sleep(WAIT_MILLIS);
    check(System.currentTimeMillis() - begin);
  }

  /** By the clock on the wall. */
  static void measuresByInstants() throws InterruptedException {
    Instant begin = Instant.now();
    Thread.sleep(WAIT_MILLIS);
    check(Instant.now().toEpochMilli() - begin.toEpochMilli());
  }

  /** By the monotonic clock, as it should. */
  static void measuresByNanos() throws InterruptedException {
    long wall = System.currentTimeMillis();
    long begin = System.nanoTime();
    Thread.sleep(WAIT_MILLIS);
    check((System.nanoTime() - begin) / NANOS_PER_MILLI);
    if (wall <= 0 || System.currentTimeMillis() <= 0) {
      throw new AssertionError("before 1970");
    }
  }
}
