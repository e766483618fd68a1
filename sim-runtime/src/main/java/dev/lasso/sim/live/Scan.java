package dev.lasso.sim.live;

import dev.lasso.sim.live.state.Comparison;
import dev.lasso.sim.live.state.State;
import dev.lasso.sim.sched.Ending;
import dev.lasso.sim.sync.Reads;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a state of a run that comes back, at the ends of what may be periods: each is compared with one that is
 * replaced after 1, 2, 4, ... of them (Brent 1980), so that a stem of any length is left behind.
 */
final class Scan implements Replays.Watch {

  /** States compared, and variables read, until it is given up. */
  private static final int MOST_STATES = 300;

  private static final long MOST_VARIABLES = 30_000_000;

  private final Reads reads;
  private final BiFunction<ClassLoader, Set<String>, State> reader;
  private final int from;
  private final int period;
  private @Nullable State anchor;
  private int anchoredAt;
  private int sinceAnchor;
  private int power = 1;
  private int states;
  private long variables;
  private @Nullable Lasso found;
  private List<String> differences = List.of();

  /**
   * @param from the instant at whose end it begins
   * @param period in instants
   */
  Scan(Reads reads, BiFunction<ClassLoader, Set<String>, State> reader, int from, int period) {
    this.reads = reads;
    this.reader = reader;
    this.from = from;
    this.period = period;
  }

  @Override
  public @Nullable Ending instantEnds(int instant, ClassLoader program) {
    if (instant < from || (instant - from) % period != 0) {
      return null;
    }
    if (instant == from) {
      reads.keep();
      return null;
    }
    State state = reader.apply(program, reads.names());
    states++;
    variables += state.size();
    if (anchor != null && isRepeated(anchor, state)) {
      found = Lasso.found(anchoredAt, instant, anchor.moment(), state.moment());
      return new Ending.AtInstant(instant);
    }
    if (anchor == null || ++sinceAnchor == power) {
      anchor = state;
      anchoredAt = instant;
      sinceAnchor = 0;
      power *= 2;
    }
    return states < MOST_STATES && variables < MOST_VARIABLES ? null : new Ending.AtInstant(instant);
  }

  private boolean isRepeated(State earlier, State later) {
    Comparison comparison = Comparison.probable(earlier, later);
    differences = comparison.differences();
    return comparison.isEqual();
  }

  /** The loop that was found; null if none was. */
  @Nullable
  Lasso found() {
    return found;
  }

  /** What differed between the last two states that were compared. */
  List<String> differences() {
    return differences;
  }
}
