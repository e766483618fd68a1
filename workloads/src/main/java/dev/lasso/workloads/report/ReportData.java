package dev.lasso.workloads.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lasso.sim.trace.EventText;
import dev.lasso.sim.trace.TaskSpan;
import dev.lasso.sim.trace.TaskStates.Doing;
import dev.lasso.sim.trace.TaskStates.Lane;
import dev.lasso.sim.trace.TraceEvent;
import dev.lasso.sim.trace.TraceEvent.Reason;
import dev.lasso.sim.trace.TraceEvent.What;
import dev.lasso.sim.trace.TraceWindow;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The events and spans of a window as the page reads them: rows of numbers, and tables of what they refer to. */
final class ReportData {

  private static final String PREEMPT = "preempt";

  private final TraceWindow window;
  private final EventText words;
  private final JsonGenerator json;
  private final List<TaskSpan> spans;
  private final Map<String, Integer> texts = new LinkedHashMap<>();
  private final Map<String, Integer> kinds = new LinkedHashMap<>();
  private final Map<List<String>, Integer> frames = new LinkedHashMap<>();

  /** The data of {@code window}, written to {@code json}. */
  ReportData(TraceWindow window, EventText words, long endStep, long endNanos, JsonGenerator json) {
    this.window = window;
    this.words = words;
    this.json = json;
    spans = TaskSpan.of(window, endStep, endNanos);
  }

  /** Writes the fields of an object that has begun. The tables come last: the rows fill them. */
  void write() throws IOException {
    tasks();
    json.writeArrayFieldStart("events");
    for (TraceEvent event : window.events()) {
      row(event.step(), event.nanos(), event.task(), number(kinds, kind(event.what())),
          number(texts, words.of(event.what())), number(frames, event.frames()), other(event.what()));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("spans");
    for (TaskSpan span : spans) {
      TraceEvent by = cause(span);
      row(span.lane().task(), span.lane().doing().ordinal(), span.fromStep(), span.fromNanos(), span.toStep(),
          span.toNanos(), number(texts, text(span, by)), number(frames, by.frames()), span.open() ? 1 : 0);
    }
    json.writeEndArray();
    json.writeFieldName("texts");
    array(texts.keySet());
    json.writeFieldName("kinds");
    array(kinds.keySet());
    json.writeArrayFieldStart("frames");
    for (List<String> list : frames.keySet()) {
      array(list);
    }
    json.writeEndArray();
  }

  private void tasks() throws IOException {
    Map<Integer, Lane> lanes = new TreeMap<>();
    spans.forEach(span -> lanes.putIfAbsent(span.lane().task(), span.lane()));
    TaskNames names = TaskNames.of(window);
    json.writeArrayFieldStart("tasks");
    for (Lane lane : lanes.values()) {
      json.writeStartObject();
      json.writeNumberField("id", lane.task());
      json.writeStringField("name", names.of(lane.task()));
      json.writeBooleanField("daemon", lane.daemon());
      json.writeEndObject();
    }
    json.writeEndArray();
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

  private void row(long... values) throws IOException {
    json.writeArray(values, 0, values.length);
  }

  private void array(Iterable<String> values) throws IOException {
    json.writeStartArray();
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
