package dev.lasso.sim.live;

import dev.lasso.sim.live.state.State.Moment;
import dev.lasso.sim.sched.Ending;

/**
 * A run that comes back to a state that it was in: a stem, then a loop that never ends.
 *
 * @param from the instant of the fair suffix at whose end the loop begins
 * @param to the one at whose end it has been gone round once
 * @param begins when the loop begins
 * @param ends when it has been gone round once
 * @param readsWallClock whether it reads the wall clock
 * @param inescapable whether no other fair schedule that was tried leads out of it
 */
public record Lasso(int from, int to, Moment begins, Moment ends, boolean readsWallClock, boolean inescapable) {

  /** A loop that was found, and of which nothing else is known. */
  static Lasso found(int from, int to, Moment begins, Moment ends) {
    return new Lasso(from, to, begins, ends, false, false);
  }

  Lasso proved(boolean withWallClock, boolean withoutOtherWays) {
    return new Lasso(from, to, begins, ends, withWallClock, withoutOtherWays);
  }

  /** Points passed in one round. */
  public long steps() {
    return ends.step() - begins.step();
  }

  /** Virtual nanoseconds of one round. */
  public long nanos() {
    return ends.now() - begins.now();
  }

  int instants() {
    return to - from;
  }

  /** Ends the run when it has gone round once. */
  public Replays.Watch watch() {
    return (instant, program) -> instant == to ? new Ending.AtInstant(instant) : null;
  }
}
