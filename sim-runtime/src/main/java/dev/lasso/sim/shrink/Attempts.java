package dev.lasso.sim.shrink;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The run that shrinking has come to, and what is tried in its place. A description that was tried is not tried again.
 * When the time is up nothing is kept any longer, so that all that goes on trying comes to an end by itself.
 */
final class Attempts {

  /** Points that may be spent on one change of the configuration, under one schedule after the other. */
  private static final long STEPS_FOR_A_CHANGE = 200_000;

  private static final int MOST_SCHEDULES = 20;

  /** To prove a loop takes dozens of runs. */
  private static final int SCHEDULES_OF_A_LOOP = 3;

  private final Trials trials;
  private final Failure failure;
  private final BooleanSupplier hasTime;
  private final Shrinker.Listener listener;
  private final Set<RunSpec> refused = new HashSet<>();
  private RunSpec spec;
  private Outcome outcome;
  private long runs;
  private boolean timeIsUp;

  /** @param outcome of the run that is described by {@code spec} */
  Attempts(Trials trials, RunSpec spec, Outcome outcome, BooleanSupplier hasTime, Shrinker.Listener listener) {
    this.trials = trials;
    this.spec = spec;
    this.outcome = outcome;
    this.hasTime = hasTime;
    this.listener = listener;
    failure = Failure.of(outcome);
  }

  RunSpec spec() {
    return spec;
  }

  Outcome outcome() {
    return outcome;
  }

  Trials trials() {
    return trials;
  }

  long runs() {
    return runs;
  }

  /** Whether something was left untried for want of time. */
  boolean timeIsUp() {
    timeIsUp |= !hasTime.getAsBoolean();
    return timeIsUp;
  }

  /**
   * Tries a description.
   *
   * @param what has changed, in a few words
   * @return whether it fails in the same way, and is what shrinking has come to now
   */
  boolean keeps(RunSpec candidate, String what) {
    if (candidate.equals(spec) || refused.contains(candidate) || timeIsUp()) {
      return false;
    }
    boolean keeps = trials.canRun(candidate) && searched(candidate, candidate.seed(), candidate.seed(), what);
    if (!keeps && !timeIsUp()) {
      refused.add(candidate);
    }
    return keeps;
  }

  /**
   * Tries a changed configuration: under the schedule that it has, and under others like it. One that is written down
   * has none like it.
   */
  boolean keepsUnderSomeSchedule(RunSpec candidate, String what) {
    if (refused.contains(candidate)) {
      return false;
    }
    if (keeps(candidate, what)) {
      return true;
    }
    return !Schedules.isScript(candidate) && !timeIsUp() && trials.canRun(candidate)
        && searched(candidate, 1, schedules(), what);
  }

  /** Tries a changed way to choose schedules, with up to so many of them. */
  boolean keepsUnderOneOf(int schedules, RunSpec candidate, String what) {
    if (refused.contains(candidate) || timeIsUp()) {
      return false;
    }
    boolean keeps = searched(candidate, 1, schedules, what);
    if (!keeps && !timeIsUp()) {
      refused.add(candidate);
    }
    return keeps;
  }

  /** How many schedules are worth a try where each takes a run like this one. */
  long schedules() {
    return outcome.loop() != null
        ? SCHEDULES_OF_A_LOOP
        : Math.clamp(STEPS_FOR_A_CHANGE / outcome.steps(), 1, MOST_SCHEDULES);
  }

  private boolean searched(RunSpec template, long first, long last, String what) {
    boolean[] kept = new boolean[1];
    long[] next = {first};
    while (!kept[0] && next[0] <= last && !timeIsUp()) {
      RunSpec[] hit = new RunSpec[1];
      trials.search(template, next[0], last, quick -> {
        runs++;
        if (failure.isLike(quick)) {
          hit[0] = template.withSeed(next[0]).withStrategy(quick.strategy());
        }
        next[0]++;
        return hit[0] == null && !timeIsUp();
      });
      kept[0] = hit[0] != null && isSame(hit[0], what);
    }
    return kept[0];
  }

  private boolean isSame(RunSpec candidate, String what) {
    runs++;
    Outcome whole = trials.run(candidate);
    if (!Failure.of(whole).equals(failure)
        || Schedules.runsIntoSuffix(candidate, whole) && !Schedules.runsIntoSuffix(spec, outcome)) {
      return false;
    }
    replace(candidate, whole, what);
    return true;
  }

  /** Goes on from another description of the run, or a run like it. */
  void replace(RunSpec other, Outcome whole, String what) {
    spec = other;
    outcome = whole;
    listener.shrunk(what, other, whole, runs);
  }
}
