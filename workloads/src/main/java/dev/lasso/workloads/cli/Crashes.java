package dev.lasso.workloads.cli;

import dev.lasso.sim.CrashReport;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** The crashes of some runs. */
final class Crashes {

  private final DistinctHashes states = new DistinctHashes();
  private long kills;
  private long powerLosses;
  private long walked;
  private long visited;

  void add(CrashReport report) {
    kills += report.kills();
    powerLosses += report.powerLosses();
    walked += report.walked();
    visited += report.visited();
    report.states().forEach(states::add);
  }

  /** Says how many there were, in a line, if there were any. */
  void print(PrintStream to) {
    if (kills + powerLosses > 0) {
      to.println(
          "crashed: " + powerLosses + " losses of power, of which " + walked + " in all states of the disk, " + kills
              + " kills; " + visited + " states checked, " + states.text() + " different");
    }
  }

  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kills", kills);
    fields.put("powerLosses", powerLosses);
    fields.put("walked", walked);
    fields.put("visited", visited);
    fields.put("distinct", states.count());
    return fields;
  }
}
