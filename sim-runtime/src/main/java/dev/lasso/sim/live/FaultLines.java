package dev.lasso.sim.live;

import dev.lasso.sim.fault.FaultReport;
import dev.lasso.sim.fault.FiredFault;
import java.util.ArrayList;
import java.util.List;

/** The faults that a run has suffered, for a person. */
public final class FaultLines {

  private static final int SHOWN = 20;

  private FaultLines() {}

  /** A line for each of the first, and one for how many more there were; empty if none fired. */
  public static List<String> of(FaultReport report) {
    List<String> lines = new ArrayList<>();
    for (FiredFault fault : report.fired().subList(0, Math.min(SHOWN, report.fired().size()))) {
      lines.add(fault.kind().site() + " " + fault.number() + " " + fault.kind().past()
          + (fault.path().isEmpty() ? "" : ", " + fault.path() + ",") + " at " + fault.site()
          + " in \"" + fault.thread()
          + "\", at " + Spans.text(fault.virtualNanos()) + ", step " + fault.step());
    }
    if (report.count() > lines.size()) {
      lines.add("... " + (report.count() - lines.size()) + " more");
    }
    return lines;
  }
}
