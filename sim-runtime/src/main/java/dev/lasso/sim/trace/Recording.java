package dev.lasso.sim.trace;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A recorded run that a replay is held against, decision by decision, and at the end as a whole. */
public final class Recording {

  private final DecisionLog log;
  private final long steps;
  private final long hash;
  private int next;
  private @Nullable Divergence divergence;

  /**
   * A run with this log, which took {@code steps} steps and ended with this hash. A log that was cut short covers the
   * beginning only.
   */
  public Recording(DecisionLog log, long steps, long hash) {
    this.log = log;
    this.steps = steps;
    this.hash = hash;
  }

  /** A replay begins, once more if need be. */
  public void begin() {
    next = 0;
    divergence = null;
  }

  /** Holds a decision against the record; false at the first difference and ever after. */
  public boolean agrees(long step, DecisionKind kind, int bound, int answer, long hashNow) {
    if (divergence != null) {
      return false;
    }
    if (next == log.size()) {
      return true;
    }
    DecisionLog.Decision expected = log.get(next);
    DecisionLog.Decision came = new DecisionLog.Decision(step, kind, bound, answer, (int) (hashNow & 0xffff));
    next++;
    if (!expected.equals(came)) {
      divergence = Divergence.at(expected, came);
      return false;
    }
    return true;
  }

  /** Holds the end of the replay against the record. */
  public void ended(long stepsTaken, long hashAtEnd) {
    if (divergence == null && (stepsTaken != steps || hashAtEnd != hash)) {
      divergence = new Divergence(Math.min(stepsTaken, steps), ending(steps, hash), ending(stepsTaken, hashAtEnd));
    }
  }

  private static String ending(long steps, long hash) {
    return "the end at step " + steps + " with trace hash " + String.format(Locale.ROOT, "%016x", hash);
  }

  /** The first difference, or null if there was none. */
  public @Nullable Divergence divergence() {
    return divergence;
  }
}
