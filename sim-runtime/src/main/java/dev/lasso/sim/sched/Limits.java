package dev.lasso.sim.sched;

import java.time.Duration;

/**
 * How far a run may go without an end.
 *
 * @param steps points passed
 * @param virtualTime time on the virtual clock
 */
public record Limits(long steps, Duration virtualTime) {

  /** Generous: a hundred million points, a virtual year. */
  public static final Limits DEFAULT = new Limits(100_000_000, Duration.ofDays(365));

  public Limits {
    if (steps < 1 || virtualTime.isNegative() || virtualTime.isZero()) {
      throw new IllegalArgumentException("limits are positive: " + steps + " steps, " + virtualTime);
    }
  }
}
