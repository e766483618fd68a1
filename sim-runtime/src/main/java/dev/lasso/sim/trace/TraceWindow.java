package dev.lasso.sim.trace;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;

/** The last events of a run, and what every task was doing before the first of them. */
public final class TraceWindow implements TraceListener {

  private final int size;
  private final ArrayDeque<TraceEvent> events = new ArrayDeque<>();
  private TaskStates before = new TaskStates();
  private Map<String, String> fields = Map.of();
  private long total;

  /** @param size how many events are kept, 1 or more */
  public TraceWindow(int size) {
    this.size = size;
  }

  @Override
  public void begin() {
    events.clear();
    before = new TaskStates();
    fields = Map.of();
    total = 0;
  }

  @Override
  public void event(TraceEvent event) {
    total++;
    if (events.size() == size) {
      before.apply(events.removeFirst());
    }
    events.addLast(event);
  }

  @Override
  public void end(Map<String, String> known) {
    fields = known;
  }

  /** The events that are kept, in order. */
  public List<TraceEvent> events() {
    return List.copyOf(events);
  }

  /** What the tasks were doing before the first event that is kept. */
  public TaskStates before() {
    return before.copy();
  }

  /** How many events the run had. */
  public long total() {
    return total;
  }

  /** The fields that hold the objects that the events name; see {@link TraceListener#end}. */
  public Map<String, String> fields() {
    return fields;
  }
}
