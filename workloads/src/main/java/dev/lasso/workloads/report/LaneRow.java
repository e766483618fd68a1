package dev.lasso.workloads.report;

import dev.lasso.sim.live.Spans;
import dev.lasso.sim.trace.EventText;
import dev.lasso.sim.trace.TaskStates;
import dev.lasso.sim.trace.TraceEvent;
import dev.lasso.sim.trace.TraceEvent.Cause;
import dev.lasso.sim.trace.TraceEvent.Wait;
import dev.lasso.sim.trace.TraceEvent.What;
import dev.lasso.sim.trace.TraceWindow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@link Lanes}: an event, with what follows from it at once.
 *
 * @param events the event, and what follows
 * @param text what happened, the task named first
 * @param states what every task does afterwards
 */
record LaneRow(List<TraceEvent> events, String text, TaskStates states) {

  /**
   * The last rows of a window.
   *
   * @param most how many events, at most, they stand for
   */
  static List<LaneRow> of(TraceWindow window, int most) {
    TaskNames names = TaskNames.of(window);
    EventText words = new EventText(names::of, window.fields(), Spans::text);
    TaskStates states = window.before();
    List<TraceEvent> events = window.events();
    List<LaneRow> rows = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      TraceEvent event = events.get(i);
      states.apply(event);
      if (i < events.size() - most) {
        continue;
      }
      LaneRow last = rows.isEmpty() ? null : rows.getLast();
      String consequence = last == null ? null : last.consequence(event, words, names);
      if (last == null || consequence == null) {
        String named = event.task() == TraceEvent.NOBODY ? "" : names.of(event.task()) + " ";
        rows.add(new LaneRow(List.of(event), named + words.of(event.what()), states.copy()));
      } else {
        rows.set(rows.size() - 1, last.with(event, consequence, states.copy()));
      }
    }
    return rows;
  }

  private LaneRow with(TraceEvent next, String consequence, TaskStates after) {
    List<TraceEvent> all = new ArrayList<>(events);
    all.add(next);
    return new LaneRow(all, text + consequence, after);
  }

  /** How an event is said that follows from those of this row; null if it is one of its own. */
  private @Nullable String consequence(TraceEvent next, EventText words, TaskNames names) {
    TraceEvent last = events.getLast();
    boolean samePlace = next.step() == last.step() && next.nanos() == last.nanos();
    return switch (next.what()) {
      case What.Switched switched when last.what() instanceof What.Blocked && last.task() == next.task() ->
        goesOn(switched, names);
      case What.Switched switched when last.what() instanceof What.Ended && last.task() == next.task() ->
        goesOn(switched, names);
      case What.Switched switched when isTimer(last) && samePlace ->
        switched.to() == last.task() ? " and goes on" : "; " + names.of(switched.to()) + " goes on";
      case What.Woken woken when isTimer(next) && last.what() instanceof What.Skipped && samePlace ->
        ", " + names.of(next.task()) + " wakes";
      case What.Released released when last.what().equals(new What.Acquired(released.object()))
          && last.task() == next.task() ->
        " and lets it go";
      case What.Blocked blocked when events.size() == 1 && last.what() instanceof What.Released
          && last.task() == next.task() && (blocked.on() == Wait.SIGNAL || blocked.on() == Wait.NOTIFY) ->
        " and " + words.of(blocked);
      default -> null;
    };
  }

  private static boolean isTimer(TraceEvent event) {
    return event.what() instanceof What.Woken woken && woken.cause() == Cause.TIMER;
  }

  private static String goesOn(What.Switched switched, TaskNames names) {
    return switched.enabled() == 1
        ? "; only " + names.of(switched.to()) + " can go on"
        : "; " + names.of(switched.to()) + " goes on";
  }

  /** The first event. */
  TraceEvent event() {
    return events.getFirst();
  }

  /** Where it happened, without packages; empty if no task did it. */
  String place() {
    return place(event());
  }

  /** Where an event happened, without packages; empty if no task did it. */
  static String place(TraceEvent event) {
    String frame = event.frame();
    int method = frame.lastIndexOf('.');
    return frame.substring(frame.lastIndexOf('.', Math.max(0, method - 1)) + 1);
  }
}
