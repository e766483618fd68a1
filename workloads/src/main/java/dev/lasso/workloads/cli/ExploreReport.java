package dev.lasso.workloads.cli;

import java.io.PrintStream;

/** What {@code explore} says, to a person and to a program. */
final class ExploreReport {

  private final Found found;
  private final String strategy;
  private final boolean keptGoing;

  ExploreReport(Found found, String strategy, boolean keptGoing) {
    this.found = found;
    this.strategy = strategy;
    this.keptGoing = keptGoing;
  }

  void print(PrintStream to) {
    if (found.isRun()) {
      Report.print(to, found.outcome(), found.seed());
    } else {
      to.println(found.outcome().verdict() + ": nothing violated in " + found.schedules() + " schedules");
    }
    explored(to);
    if (found.defect() != null) {
      to.println("DEFECT OF LASSO: seed " + found.seed() + " run again " + found.defect());
    } else if (found.outcome().verdict().isViolation()) {
      to.println("run twice more, once in a fresh class loader: the same trace");
    }
  }

  private void explored(PrintStream to) {
    Exploration exploration = found.exploration();
    if (exploration == null) {
      to.println("explored: 1 schedule, strategy " + strategy + ", points " + found.outcome().points()
          + "; sequential consistency");
      return;
    }
    if (keptGoing || found.isRun()) {
      to.println("schedules: " + exploration.counts());
    }
    if (keptGoing && exploration.firstViolation() != null) {
      exploration.fingerprints().forEach((fingerprint, count) -> to.println("  " + count + " x " + fingerprint));
    }
    to.println(exploration.explored());
  }

  String json(long wallMillis) {
    JsonLine line = new JsonLine().outcome(found.outcome(), found.seed());
    line.field("schedules", found.schedules()).field("firstFailure", found.firstFailure());
    line.field("wallMillis", wallMillis).field("strategy", strategy).field("points", found.outcome().points());
    Exploration exploration = found.exploration();
    if (exploration != null) {
      line.field("verdicts", exploration.verdicts());
    }
    if (exploration != null && keptGoing) {
      line.field("fingerprints", exploration.fingerprints());
    }
    if (found.defect() != null) {
      line.field("defect", found.defect().toString());
    }
    return line.text();
  }
}
