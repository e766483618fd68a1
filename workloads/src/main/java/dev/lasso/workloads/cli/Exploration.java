package dev.lasso.workloads.cli;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.fault.FaultKind;
import dev.lasso.sim.fault.FaultReport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A search through the schedules of a range of seeds, and what it has seen. */
final class Exploration {

  /** The most violations whose fingerprints are counted: each takes a run in a fresh loader. */
  private static final int MOST_FINGERPRINTS = 1_000;

  private final Runner runner;
  private final RunSpec template;
  private final boolean keepGoing;
  private final Progress progress;
  private final DistinctHashes hashes = new DistinctHashes();
  private final Crashes crashes = new Crashes();
  private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
  private final Map<String, Long> pointSets = new TreeMap<>();
  private final List<Long> violations = new ArrayList<>();
  private final Map<String, Long> violationsByStrategy = new TreeMap<>();
  private long schedules;
  private @Nullable Long firstViolation;
  private @Nullable Long firstUndecided;
  private @Nullable Outcome kept;
  private boolean over;
  private long faults;
  private long schedulesWithFaults;
  private long schedulesWithRaces;
  private @Nullable Map<FaultKind, String> silent;
  private @Nullable List<Failure> failures;

  /**
   * Violations that failed in the same way.
   *
   * @param count how many
   * @param firstSeed the seed of the first
   * @param summary what happened in that one
   */
  record Failure(String fingerprint, Verdict verdict, long count, long firstSeed, String summary) {

    private Failure again() {
      return new Failure(fingerprint, verdict, count + 1, firstSeed, summary);
    }
  }

  Exploration(Runner runner, RunSpec template, boolean keepGoing, Progress progress) {
    this.runner = runner;
    this.template = template;
    this.keepGoing = keepGoing;
    this.progress = progress;
  }

  /**
   * Runs the seeds in order, until the first violation unless it is to go on.
   *
   * @return the outcome of the seed to report, if there is one, else the last
   */
  Outcome run(long first, long last) {
    Outcome[] seen = new Outcome[1];
    Outcome end = runner.explore(template, first, last, outcome -> {
      seen[0] = outcome;
      note(first + schedules, outcome);
      progress.at(schedules);
      return keepGoing || !(outcome.isViolation() || outcome.verdict() == Verdict.ABORTED);
    });
    if (end != seen[0]) {
      // The carrier got stuck, so that nobody was asked.
      note(first + schedules, end);
      over = true;
    }
    progress.end();
    return kept == null ? end : kept;
  }

  private void note(long seed, Outcome outcome) {
    schedules++;
    Verdict verdict = outcome.verdict();
    verdicts.merge(verdict, 1L, Long::sum);
    pointSets.merge(outcome.points(), 1L, Long::sum);
    hashes.add(outcome.traceHash());
    note(outcome.faults());
    crashes.add(outcome.crashes());
    schedulesWithRaces += outcome.races().isEmpty() ? 0 : 1;
    if (outcome.isViolation()) {
      if (firstViolation == null) {
        firstViolation = seed;
        kept = outcome;
      }
      violationsByStrategy.merge(outcome.strategy().split(":", 2)[0], 1L, Long::sum);
      if (violations.size() < MOST_FINGERPRINTS) {
        violations.add(seed);
      }
    } else if (verdict.isUndecided() && firstUndecided == null) {
      firstUndecided = seed;
      kept = kept == null ? outcome : kept;
    }
  }

  private void note(FaultReport report) {
    faults += report.count();
    schedulesWithFaults += report.count() > 0 ? 1 : 0;
    if (silent == null) {
      silent = new EnumMap<>(FaultKind.class);
      silent.putAll(report.silent());
    } else {
      silent.keySet().retainAll(report.silent().keySet());
    }
  }

  /** The crashes of all runs. */
  Crashes crashes() {
    return crashes;
  }

  /** What of the fault plan no run came to. */
  Map<FaultKind, String> silent() {
    return silent == null ? Map.of() : silent;
  }

  /** The seed of the first violation, or null. */
  @Nullable
  Long firstViolation() {
    return firstViolation;
  }

  /** The seed to report: the first violation, else the first that was not decided, else null. */
  @Nullable
  Long reported() {
    return firstViolation != null ? firstViolation : firstUndecided;
  }

  /** Whether this JVM can run nothing more. */
  boolean isOver() {
    return over;
  }

  long schedules() {
    return schedules;
  }

  /** How many runs ended in which verdict. */
  Map<Verdict, Long> verdicts() {
    return verdicts;
  }

  /** The same in words. */
  String counts() {
    StringBuilder text = new StringBuilder();
    verdicts
        .forEach((verdict, count) -> text.append(text.isEmpty() ? "" : ", ").append(count).append(' ').append(verdict));
    return text + (schedulesWithRaces == 0 ? "" : "; " + schedulesWithRaces + " with data races");
  }

  /** Runs the first violations again, to tell which failed in the same way; those that failed first come first. */
  List<Failure> failures() {
    if (failures == null) {
      Map<String, Failure> found = new LinkedHashMap<>();
      for (long seed : over ? List.<Long>of() : violations) {
        Outcome outcome = runner.run(template.withSeed(seed), null, false);
        boolean isRace = outcome.verdict() == Verdict.LIVE && outcome.isViolation();
        String summary = isRace ? Report.raceLine(outcome) : outcome.summary();
        found.compute(isRace ? summary : outcome.fingerprint(), (fingerprint, known) -> known == null
            ? new Failure(fingerprint, outcome.verdict(), 1, seed, summary)
            : known.again());
      }
      failures = List.copyOf(found.values());
    }
    return failures;
  }

  /** How many violations have which fingerprint. */
  Map<String, Long> fingerprints() {
    Map<String, Long> counts = new TreeMap<>();
    failures().forEach(failure -> counts.put(failure.fingerprint(), failure.count()));
    return counts;
  }

  /** How many violations each strategy has found, by its name. */
  Map<String, Long> violationsByStrategy() {
    return violationsByStrategy;
  }

  /** What was explored, in one line. */
  String explored() {
    StringBuilder points = new StringBuilder();
    pointSets
        .forEach((name, count) -> points.append(points.isEmpty() ? "" : ", ").append(name).append(' ').append(count));
    String planned = template.faults().isEmpty()
        ? ""
        : ", faults " + template.faults() + " (" + faults + " fired in " + schedulesWithFaults + " schedules)";
    return "explored: strategy " + template.strategy() + ", points " + points + planned + ", " + hashes.text()
        + " different traces; sequential consistency";
  }
}
