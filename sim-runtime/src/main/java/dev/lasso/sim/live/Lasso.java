package dev.lasso.sim.live;

import dev.lasso.sim.live.Rounds.Starving;
import dev.lasso.sim.live.state.State.Moment;
import dev.lasso.sim.sched.Ending;
import java.util.List;
import java.util.Locale;

/**
 * A run that comes back to a state that it was in: a stem, then a loop that never ends.
 *
 * @param from the instant of the fair suffix at whose end the loop begins
 * @param to the one at whose end it has been gone round once
 * @param begins when the loop begins
 * @param ends when it has been gone round once
 * @param kind what keeps it from its end
 * @param starving who waits in vain for what others take, and must end
 * @param readsWallClock whether it reads the wall clock
 * @param inescapable whether no other fair schedule that was tried leads out of it
 */
public record Lasso(int from, int to, Moment begins, Moment ends, Kind kind, List<Starving> starving,
    boolean readsWallClock, boolean inescapable) {

  /** What keeps a run from its end that goes round a loop. */
  public enum Kind {
    /** Time passes in it, and all that must end go round, or wait for what nobody takes. */
    LIVELOCK,
    /** No time has to pass in it. */
    ZENO,
    /** Somebody waits in it for what others take and give back. */
    STARVATION;

    /** The name in verdicts. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A loop that was found, and of which nothing else is known. */
  static Lasso found(int from, int to, Moment begins, Moment ends) {
    return new Lasso(from, to, begins, ends, Kind.LIVELOCK, List.of(), false, false);
  }

  Lasso proved(Rounds.Doing doing, boolean withoutOtherWays) {
    Kind what = !doing.starving().isEmpty() ? Kind.STARVATION : doing.timed() ? Kind.LIVELOCK : Kind.ZENO;
    return new Lasso(from, to, begins, ends, what, doing.starving(), doing.readsWallClock(), withoutOtherWays);
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
