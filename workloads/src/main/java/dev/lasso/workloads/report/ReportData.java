package dev.lasso.workloads.report;

import dev.lasso.sim.trace.EventJson;
import dev.lasso.sim.trace.EventText;
import dev.lasso.sim.trace.JsonText;
import dev.lasso.sim.trace.TaskSpan;
import dev.lasso.sim.trace.TaskStates.Doing;
import dev.lasso.sim.trace.TraceEvent;
import dev.lasso.sim.trace.TraceEvent.Reason;
import dev.lasso.sim.trace.TraceEvent.What;
import dev.lasso.sim.trace.TraceWindow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The events and spans of a window as the page reads them: rows of numbers, and tables of what they refer to. */
final class ReportData {

  private static final String PREEMPT = "preempt";

  private final TraceWindow window;
  private final EventText words;
  private final List<TaskSpan> spans;
  private final Map<String, Integer> texts = new LinkedHashMap<>();
  private final Map<String, Integer> kinds = new LinkedHashMap<>();
  private final Map<List<String>, Integer> frames = new LinkedHashMap<>();

  ReportData(TraceWindow window, EventText words, long endStep, long endNanos) {
    this.window = window;
    this.words = words;
    spans = TaskSpan.of(window, endStep, endNanos);
  }

  void addTo(JsonText data) {
    StringBuilder events = new StringBuilder("[");
    for (TraceEvent event : window.events()) {
      row(events, event.step(), event.nanos(), event.task(), number(kinds, kind(event.what())),
          number(texts, words.of(event.what())), number(frames, event.frames()), other(event.what()));
    }
    StringBuilder rows = new StringBuilder("[");
    for (TaskSpan span : spans) {
      TraceEvent by = cause(span);
      row(rows, span.lane().task(), span.lane().doing().ordinal(), span.fromStep(), span.fromNanos(), span.toStep(),
          span.toNanos(), number(texts, text(span, by)), number(frames, by.frames()), span.open() ? 1 : 0);
    }
    data.objects("tasks", tasks()).raw("events", events.append(']').toString()).raw("spans",
        rows.append(']').toString());
    data.field("texts", List.copyOf(texts.keySet())).field("kinds", List.copyOf(kinds.keySet()));
    List<String> lists = new ArrayList<>();
    frames.keySet().forEach(list -> lists.add(JsonText.array(list)));
    data.raw("frames", "[" + String.join(",", lists) + "]");
  }

  private List<JsonText> tasks() {
    TaskNames names = TaskNames.of(window);
    Map<Integer, JsonText> tasks = new TreeMap<>();
    for (TaskSpan span : spans) {
      tasks.putIfAbsent(span.lane().task(), new JsonText().field("id", span.lane().task())
          .field("name", names.of(span.lane().task())).field("daemon", span.lane().daemon()));
    }
    return List.copyOf(tasks.values());
  }

  private static String kind(What what) {
    return what instanceof What.Switched switched && switched.reason() == Reason.PREEMPTED
        ? PREEMPT
        : EventJson.kind(what);
  }

  /** The other task of an event. */
  private static int other(What what) {
    return switch (what) {
      case What.Woken woken -> woken.by();
      case What.Switched switched -> switched.to();
      case What.Started started -> started.by();
      case What.Overtaken overtaken -> overtaken.by();
      default -> TraceEvent.NOBODY;
    };
  }

  /** The event that says most about a span: of a task that waits, the one by which it began to. */
  private static TraceEvent cause(TaskSpan span) {
    TraceEvent wait = span.lane().waitsFor();
    return span.lane().doing() == Doing.BLOCKED && wait != null ? wait : span.lane().since();
  }

  private String text(TaskSpan span, TraceEvent by) {
    return switch (span.lane().doing()) {
      case RUNNING -> "runs";
      case READY -> "could run";
      case BLOCKED, ENDED -> words.of(by.what());
    };
  }

  private static <T> int number(Map<T, Integer> table, T entry) {
    Integer next = table.size();
    Integer known = table.putIfAbsent(entry, next);
    return known == null ? next : known;
  }

  private static void row(StringBuilder rows, long... values) {
    rows.append(rows.length() == 1 ? "[" : ",\n[");
    for (int i = 0; i < values.length; i++) {
      rows.append(i == 0 ? "" : ",").append(values[i]);
    }
    rows.append(']');
  }
}
