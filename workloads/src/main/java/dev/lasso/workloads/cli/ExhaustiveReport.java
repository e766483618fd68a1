package dev.lasso.workloads.cli;

import dev.lasso.sim.Exhaustion;
import dev.lasso.sim.Exhaustion.Claim;
import dev.lasso.sim.RunSpec;
import java.io.PrintStream;
import java.util.Locale;

/** What {@code explore} says of an exhaustive search, to a person and to a program. */
final class ExhaustiveReport {

  private final Found found;
  private final RunSpec template;
  private final Exhaustion exhaustion;
  private final ExhaustiveExploration exploration;

  ExhaustiveReport(Found found, RunSpec template, Exhaustion exhaustion, ExhaustiveExploration exploration) {
    this.found = found;
    this.template = template;
    this.exhaustion = exhaustion;
    this.exploration = exploration;
  }

  void print(PrintStream to) {
    if (found.isRun()) {
      Report.print(to, found.outcome(), found.seed());
      to.println("strategy that makes this schedule: " + found.outcome().strategy());
    } else {
      to.println(found.outcome().verdict() + ": nothing violated in " + found.schedules() + " schedules");
    }
    to.println(exhaustion.text());
    if (exhaustion.claim() == Claim.EXHAUSTED) {
      to.println("  for seed " + found.seed() + ", at points=" + exhaustion.points() + ": " + notCovered());
    }
    to.println("schedules: " + exploration.counts() + (exhaustion.redundant() == 0
        ? ""
        : ", " + exhaustion.redundant() + " of them redundant"));
    to.println("explored: strategy " + template.strategy() + ", points " + exhaustion.points()
        + ", " + exploration.schedulesPerSecond() + " schedules/s; sequential consistency");
    Report.printDefect(to, found);
  }

  private String notCovered() {
    return exhaustion.points().equals("sync")
        ? "data races between plain accesses are not covered"
        : "data races inside the JDK's own classes are not covered";
  }

  String json(long wallMillis) {
    JsonLine line = new JsonLine().outcome(found.outcome(), found.seed());
    line.field("schedules", found.schedules()).field("firstFailure", exploration.firstFailure());
    line.field("wallMillis", wallMillis).field("strategy", template.strategy());
    line.field("resolvedStrategy", found.outcome().strategy()).field("points", exhaustion.points());
    line.field("verdicts", exploration.verdicts());
    line.field("claim", exhaustion.claim().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    line.field("reason", exhaustion.reason()).field("redundant", exhaustion.redundant());
    if (exhaustion.preemptions() >= 0) {
      line.field("preemptions", exhaustion.preemptions());
    }
    line.field("schedulesPerSecond", exploration.schedulesPerSecond());
    if (found.defect() != null) {
      line.field("defect", found.defect().toString());
    }
    return line.text();
  }
}
