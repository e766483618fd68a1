package dev.lasso.sim.sched;

import java.time.Duration;

/**
 * How far a run may go without an end.
 *
 * @param steps points passed
 * @param virtualTime time on the virtual clock
 * @param stopAt the step before which it is stopped to be looked at; {@link Long#MAX_VALUE} for a run that is not
 */
public record Limits(long steps, Duration virtualTime, long stopAt) {

  /** Generous: a hundred million points, a virtual year. */
  public static final Limits DEFAULT = new Limits(100_000_000, Duration.ofDays(365), Long.MAX_VALUE);

  public Limits {
    if (steps < 1 || virtualTime.isNegative() || virtualTime.isZero() || stopAt < 1) {
      throw new IllegalArgumentException("limits are positive: " + steps + " steps, " + virtualTime + ", stop at step "
          + stopAt);
    }
  }
}
