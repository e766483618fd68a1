package dev.lasso.workloads.report;

import dev.lasso.sim.live.Spans;
import dev.lasso.sim.trace.EventText;
import dev.lasso.sim.trace.TraceEvent;
import dev.lasso.sim.trace.TraceEvent.Reason;
import dev.lasso.sim.trace.TraceEvent.What;
import dev.lasso.sim.trace.TraceListener;
import dev.lasso.sim.trace.TraceWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The threads of a run, and where its schedule had one give way that could have gone on. */
public final class Preemptions implements TraceListener {

  /** The most of either that are told one by one. */
  private static final int MOST_TOLD = 1_000;

  private final long suffix;
  private final TraceWindow kept = new TraceWindow(2 * MOST_TOLD);
  private int threads;
  private int count;

  /** @param suffix the step from which threads take turns, and giving way is no decision */
  public Preemptions(long suffix) {
    this.suffix = suffix;
  }

  @Override
  public void begin() {
    kept.begin();
    threads = 0;
    count = 0;
  }

  @Override
  public void event(TraceEvent event) {
    boolean isStart = event.what() instanceof What.Started;
    boolean isPreemption = event.step() < suffix && event.what() instanceof What.Switched switched
        && switched.reason() == Reason.PREEMPTED;
    threads += isStart ? 1 : 0;
    count += isPreemption ? 1 : 0;
    if (isStart && threads <= MOST_TOLD || isPreemption && count <= MOST_TOLD) {
      kept.event(event);
    }
  }

  @Override
  public void end(Map<String, String> fields) {
    kept.end(fields);
  }

  /** How many threads there were. */
  public int threads() {
    return threads;
  }

  /** How many preemptions there were. */
  public int count() {
    return count;
  }

  /** A line for each: at which step who was preempted before doing what, who went on, and where that stands. */
  public List<String> lines() {
    TaskNames names = TaskNames.of(kept);
    EventText words = new EventText(names::of, kept.fields(), Spans::text);
    List<String> lines = new ArrayList<>();
    for (TraceEvent event : kept.events()) {
      if (event.what() instanceof What.Switched) {
        String place = LaneRow.place(event);
        lines.add(String.format(Locale.ROOT, "step %d: %s %s%s", event.step(), names.of(event.task()),
            words.of(event.what()), place.isEmpty() ? "" : "  (" + place + ")"));
      }
    }
    return lines;
  }
}
