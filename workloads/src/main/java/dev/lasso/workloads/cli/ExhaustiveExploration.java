package dev.lasso.workloads.cli;

import dev.lasso.sim.Exhaustion;
import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Verdict;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A search through all schedules of one seed, and what it has seen. */
final class ExhaustiveExploration {

  private static final double NANOS_PER_SECOND = 1e9;

  private final Runner runner;
  private final RunSpec template;
  private final boolean keepGoing;
  private final Progress progress;
  private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
  private long schedules;
  private @Nullable Long firstFailure;
  private @Nullable Outcome violation;
  private @Nullable Outcome undecided;
  private double seconds;

  ExhaustiveExploration(Runner runner, RunSpec template, boolean keepGoing, Progress progress) {
    this.runner = runner;
    this.template = template;
    this.keepGoing = keepGoing;
    this.progress = progress;
  }

  /**
   * Searches until all has been tried, the first violation unless it is to go on, or the end of its budget.
   *
   * @param mostSchedules 1 or more
   * @param mostNanos of the wall clock
   */
  Exhaustion run(long mostSchedules, long mostNanos) {
    long start = System.nanoTime();
    Exhaustion exhaustion = runner.exhaust(template,
        () -> schedules < mostSchedules && System.nanoTime() - start < mostNanos, this::note);
    seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
    progress.end();
    return exhaustion;
  }

  private boolean note(Outcome outcome) {
    schedules++;
    progress.at(schedules);
    verdicts.merge(outcome.verdict(), 1L, Long::sum);
    if (outcome.isViolation() && violation == null) {
      violation = outcome;
      firstFailure = schedules;
    }
    undecided = outcome.verdict().isUndecided() && undecided == null ? outcome : undecided;
    return keepGoing || !(outcome.isViolation() || outcome.verdict() == Verdict.ABORTED);
  }

  /** The first violation, else the first that was not decided, else null. */
  @Nullable
  Outcome reported() {
    return violation != null ? violation : undecided;
  }

  /** The number of the first schedule that was a violation, from 1; null if none was. */
  @Nullable
  Long firstFailure() {
    return firstFailure;
  }

  /** How many runs ended in which verdict. */
  Map<Verdict, Long> verdicts() {
    return verdicts;
  }

  /** The same in words. */
  String counts() {
    return verdicts.entrySet().stream().map(each -> each.getValue() + " " + each.getKey())
        .collect(Collectors.joining(", "));
  }

  /** Runs made in a second. */
  long schedulesPerSecond() {
    return Math.round(schedules / seconds);
  }
}
