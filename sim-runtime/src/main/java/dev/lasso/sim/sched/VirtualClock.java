package dev.lasso.sim.sched;

import java.time.Duration;
import java.time.Instant;

/**
 * The clock of a run: nanoseconds since its start. A point costs a tick, so the time follows from the number of steps
 * and what was skipped while nothing could run; until it stops ticking, and moves only where it is told to.
 */
public final class VirtualClock {

  /** What a point costs, in nanoseconds. */
  public static final long TICK = 1_000;

  /** What {@link System#nanoTime()} answers at the start of a run: some number, as its contract has it. */
  private static final long NANO_TIME_ORIGIN = 1_000_000_000_000L;

  private long skipped;
  private long lastTick;
  private long epochNanos;
  private long nanoTimeOrigin;

  void begin(Origins origins) {
    nanoTimeOrigin = NANO_TIME_ORIGIN + origins.nanoTimeShift();
    Instant startAt = origins.startAt();
    skipped = 0;
    lastTick = Long.MAX_VALUE;
    epochNanos = Math.addExact(Math.multiplyExact(startAt.getEpochSecond(), 1_000_000_000L), startAt.getNano());
  }

  long now(long steps) {
    return Math.min(steps, lastTick) * TICK + skipped;
  }

  /** From this step on points cost no time. */
  void stopTicking(long steps) {
    lastTick = steps;
  }

  void skip(long nanos) {
    skipped += nanos;
  }

  /** Sets the clock on the wall by so many nanoseconds. */
  void set(long by) {
    epochNanos += by;
  }

  long nanoTime(long now) {
    return nanoTimeOrigin + now;
  }

  long epochNanos(long now) {
    return epochNanos + now;
  }

  /** The deadline {@code nanos} after {@code now}; times beyond the range of a long are never. */
  static long after(long now, long nanos) {
    return nanos >= Long.MAX_VALUE - now ? Scheduler.NEVER : now + nanos;
  }

  static long toNanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException tooLong) {
      return Scheduler.NEVER;
    }
  }
}
