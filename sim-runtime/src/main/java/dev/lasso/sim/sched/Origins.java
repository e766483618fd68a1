package dev.lasso.sim.sched;

import java.time.Instant;

/**
 * Where the clocks of a run begin.
 *
 * @param startAt the wall clock
 * @param nanoTimeShift by how much {@link System#nanoTime()}, whose origin is arbitrary, begins later than usual
 */
public record Origins(Instant startAt, long nanoTimeShift) {

  /** The usual ones, for a run that begins at that time of the wall clock. */
  public static Origins of(Instant startAt) {
    return new Origins(startAt, 0);
  }
}
