package dev.lasso.sim.trace;

import dev.lasso.sim.trace.TaskStates.Doing;
import dev.lasso.sim.trace.TaskStates.Lane;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch in which a task did one thing.
 *
 * @param lane the task, what it did, and the event that began it
 * @param fromStep where it begins, no earlier than the window that it is taken from
 * @param fromNanos the same in virtual time
 * @param toStep where it ends
 * @param toNanos the same in virtual time
 * @param open whether it had not ended when the run did
 */
public record TaskSpan(Lane lane, long fromStep, long fromNanos, long toStep, long toNanos, boolean open) {

  /**
   * The spans of all tasks, those that end earlier first; that a task has ended is none.
   *
   * @param endStep the last step of the run
   * @param endNanos its virtual time
   */
  public static List<TaskSpan> of(TraceWindow window, long endStep, long endNanos) {
    List<TraceEvent> events = window.events();
    TaskStates states = window.before();
    long firstStep = states.lanes().isEmpty() || events.isEmpty() ? 0 : events.get(0).step();
    long firstNanos = firstStep == 0 ? 0 : events.get(0).nanos();
    List<TaskSpan> spans = new ArrayList<>();
    for (TraceEvent event : events) {
      for (Lane lane : states.apply(event)) {
        add(spans, lane, firstStep, firstNanos, event.step(), event.nanos(), false);
      }
    }
    for (Lane lane : states.lanes()) {
      add(spans, lane, firstStep, firstNanos, endStep, endNanos, true);
    }
    return spans;
  }

  private static void add(List<TaskSpan> spans, Lane lane, long firstStep, long firstNanos, long toStep, long toNanos,
      boolean open) {
    if (lane.doing() != Doing.ENDED) {
      spans.add(new TaskSpan(lane, Math.max(firstStep, lane.since().step()),
          Math.max(firstNanos, lane.since().nanos()), toStep, toNanos, open));
    }
  }
}
