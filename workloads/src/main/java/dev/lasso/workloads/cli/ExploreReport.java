package dev.lasso.workloads.cli;

import dev.lasso.sim.RunSpec;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code explore} says, to a person and to a program. */
final class ExploreReport {

  private final Found found;
  private final RunSpec template;
  private final boolean keptGoing;

  ExploreReport(Found found, RunSpec template, boolean keptGoing) {
    this.found = found;
    this.template = template;
    this.keptGoing = keptGoing;
  }

  void print(PrintStream to) {
    if (found.isRun()) {
      Report.print(to, found.outcome(), found.seed());
      Report.printStrategy(to, found.outcome(), template);
    } else {
      to.println(found.outcome().verdict() + ": nothing violated in " + found.schedules() + " schedules");
    }
    explored(to);
    crashes().print(to);
    Report.warn(to,
        found.exploration() == null ? found.outcome().faults().silent() : found.exploration().silent());
    Report.printDefect(to, found);
  }

  private Crashes crashes() {
    if (found.exploration() != null) {
      return found.exploration().crashes();
    }
    Crashes crashes = new Crashes();
    crashes.add(found.outcome().crashes());
    return crashes;
  }

  private void explored(PrintStream to) {
    Exploration exploration = found.exploration();
    if (exploration == null) {
      to.println("explored: 1 schedule, strategy " + template.strategy() + ", points "
          + found.outcome().points() + (template.faults().isEmpty() ? "" : ", faults " + template.faults())
          + "; sequential consistency");
      return;
    }
    if (keptGoing || found.isRun()) {
      to.println("schedules: " + exploration.counts());
    }
    if (keptGoing && exploration.firstViolation() != null) {
      exploration.failures().forEach(failure -> to.println("  " + failure.count() + " x " + failure.fingerprint()
          + ", first seed " + failure.firstSeed() + ": " + failure.verdict() + ", " + failure.summary()));
      exploration.violationsByStrategy().forEach((name, count) -> to.println("  " + count + " under " + name));
    }
    to.println(exploration.explored());
  }

  private static Map<String, Object> failure(Exploration.Failure failure) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("fingerprint", failure.fingerprint());
    fields.put("verdict", failure.verdict());
    fields.put("count", failure.count());
    fields.put("firstSeed", failure.firstSeed());
    fields.put("summary", failure.summary());
    return fields;
  }

  String json(long wallMillis) {
    JsonLine line = new JsonLine().outcome(found.outcome(), found.seed());
    line.field("schedules", found.schedules()).field("firstFailure", found.firstFailure());
    line.field("wallMillis", wallMillis).field("strategy", template.strategy());
    line.field("resolvedStrategy", found.outcome().strategy()).field("points", found.outcome().points());
    line.field("crashes", crashes().fields());
    Exploration exploration = found.exploration();
    if (exploration != null) {
      line.field("verdicts", exploration.verdicts());
    }
    if (exploration != null && keptGoing) {
      line.field("violationsByStrategy", exploration.violationsByStrategy());
      line.field("fingerprints", exploration.fingerprints());
      line.field("failures", exploration.failures().stream().map(ExploreReport::failure).toList());
    }
    if (found.defect() != null) {
      line.field("defect", found.defect().toString());
    }
    return line.text();
  }
}
