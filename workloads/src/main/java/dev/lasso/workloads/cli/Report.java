package dev.lasso.workloads.cli;

import dev.lasso.sim.Outcome;
import java.io.PrintStream;

/** What a person reads about one run. */
final class Report {

  private Report() {}

  /** The dump, or the verdict where there is none, and the counts. */
  static void print(PrintStream to, Outcome outcome, long seed) {
    if (outcome.dump().isEmpty()) {
      to.println(
          outcome.verdict() + (outcome.proof().isEmpty() ? "" : ", " + outcome.proof()) + ": " + outcome.summary());
    } else {
      to.println(outcome.dump().stripTrailing());
      to.println();
    }
    if (!outcome.remark().isEmpty()) {
      to.println("remark: " + outcome.remark());
    }
    to.println("seed " + seed + ": " + counts(outcome));
  }

  private static String counts(Outcome outcome) {
    return outcome.steps() + " steps, " + outcome.switches() + " switches, virtual time "
        + Durations.text(outcome.virtualNanos()) + ", trace " + outcome.traceHashText();
  }
}
