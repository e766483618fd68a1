package dev.lasso.workloads.cli;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.fault.FaultKind;
import dev.lasso.sim.live.FaultLines;
import java.io.PrintStream;
import java.util.Map;

/** What a person reads about one run. */
final class Report {

  private Report() {}

  /** The dump, or the verdict where there is none, and the counts. */
  static void print(PrintStream to, Outcome outcome, long seed) {
    if (outcome.dump().isEmpty()) {
      to.println(verdictLine(outcome));
    } else {
      to.println(outcome.dump().stripTrailing());
      to.println();
    }
    if (outcome.dump().isEmpty() || outcome.verdict() == Verdict.ABORTED) {
      FaultLines.of(outcome.faults()).forEach(fault -> to.println("fault: " + fault));
    }
    outcome.races().forEach(race -> to.println(race.text()));
    if (!outcome.remark().isEmpty()) {
      to.println("remark: " + outcome.remark());
    }
    to.println("seed " + seed + ": " + counts(outcome));
  }

  /** What broke, in one line, and what it took. */
  static void printBroken(PrintStream to, Outcome outcome, RunSpec spec) {
    to.println("broke: " + (outcome.verdict() == Verdict.LIVE ? raceLine(outcome) : verdictLine(outcome)));
    to.println("seed: " + spec.seed());
    to.println("configuration: " + Configuration.line(spec, outcome));
  }

  private static String verdictLine(Outcome outcome) {
    return outcome.verdict() + (outcome.proof().isEmpty() ? "" : ", " + outcome.proof()) + ": " + outcome.summary();
  }

  /** The races of a run in one line. */
  static String raceLine(Outcome outcome) {
    int races = outcome.races().size();
    return (races == 1 ? "data race on " : races + " data races, the first on ")
        + outcome.races().getFirst().variable();
  }

  /** Under which strategy a run was, where what was asked for leaves that open. */
  static void printStrategy(PrintStream to, Outcome outcome, RunSpec asked) {
    if (!outcome.strategy().equals(asked.strategy())) {
      to.println("strategy of this seed: " + outcome.strategy());
    }
  }

  /** Whether a violation was the same when it was run again. */
  static void printDefect(PrintStream to, Found found) {
    if (found.defect() != null) {
      to.println("DEFECT OF LASSO: seed " + found.seed() + " run again " + found.defect());
    } else if (found.outcome().isViolation()) {
      to.println("run twice more, once in a fresh class loader: the same trace");
    }
  }

  /** What of a fault plan the runs never came to. */
  static void warn(PrintStream to, Map<FaultKind, String> silent) {
    silent.values().forEach(line -> to.println("warning: " + line));
  }

  private static String counts(Outcome outcome) {
    return outcome.steps() + " steps, " + outcome.switches() + " switches, virtual time "
        + Durations.text(outcome.virtualNanos()) + ", trace " + outcome.traceHashText();
  }
}
