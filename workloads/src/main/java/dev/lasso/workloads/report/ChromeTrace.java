package dev.lasso.workloads.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lasso.sim.trace.EventText;
import dev.lasso.sim.trace.TaskSpan;
import dev.lasso.sim.trace.TaskStates.Doing;
import dev.lasso.sim.trace.TaskStates.Lane;
import dev.lasso.sim.trace.TraceEvent;
import dev.lasso.sim.trace.TraceEvent.What;
import dev.lasso.sim.trace.TraceWindow;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The events of a run in the trace-event format that Perfetto and Chrome's about:tracing read ("Trace Event Format",
 * Google, 2016): the run is a process, each task a thread of it. A task that runs or waits is a slice, a wake-up a flow
 * from the task that wakes to where the other one goes on. Times are virtual microseconds.
 */
final class ChromeTrace {

  private static final int PROCESS = 1;

  /** Digits of a microsecond's fraction: a nanosecond is the last of them. */
  private static final int DIGITS = 3;

  private final TraceWindow window;
  private final EventText words;
  private final JsonGenerator json;

  /** A writer to {@code json}. */
  ChromeTrace(TraceWindow window, EventText words, JsonGenerator json) {
    this.window = window;
    this.words = words;
    this.json = json;
  }

  /**
   * Writes all of it.
   *
   * @param run what the process is called
   * @param endStep the last step of the run
   * @param endNanos its virtual time
   */
  void write(String run, long endStep, long endNanos) throws IOException {
    json.writeStartObject();
    json.writeStringField("displayTimeUnit", "ns");
    json.writeArrayFieldStart("traceEvents");
    named("process_name", 0, run);
    List<TaskSpan> spans = TaskSpan.of(window, endStep, endNanos);
    threads(spans);
    for (TaskSpan span : spans) {
      if (span.lane().doing() != Doing.READY) {
        slice(span);
      }
    }
    events();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void threads(List<TaskSpan> spans) throws IOException {
    Map<Integer, String> names = new HashMap<>();
    for (TaskSpan span : spans) {
      Lane lane = span.lane();
      if (names.put(lane.task(), lane.name()) == null) {
        named("thread_name", lane.task(), lane.name());
        metadata("thread_sort_index", lane.task());
        json.writeNumberField("sort_index", lane.task());
        end();
      }
    }
  }

  private void named(String what, int task, String name) throws IOException {
    metadata(what, task);
    json.writeStringField("name", name);
    end();
  }

  /** Begins what is said of a process or a thread, up to its arguments. */
  private void metadata(String what, int task) throws IOException {
    begin("M");
    of(task);
    json.writeStringField("name", what);
    json.writeObjectFieldStart("args");
  }

  private void slice(TaskSpan span) throws IOException {
    Lane lane = span.lane();
    TraceEvent wait = lane.doing() == Doing.BLOCKED ? lane.waitsFor() : null;
    begin("X");
    of(lane.task());
    named(wait == null ? "runs" : words.of(wait.what()), lane.doing().name().toLowerCase(Locale.ROOT));
    micros("ts", span.fromNanos());
    micros("dur", span.toNanos() - span.fromNanos());
    json.writeObjectFieldStart("args");
    json.writeStringField("steps", span.fromStep() + ".." + span.toStep());
    if (wait != null) {
      json.writeArrayFieldStart("frames");
      for (String frame : wait.frames()) {
        json.writeString(frame);
      }
      json.writeEndArray();
    }
    end();
  }

  /** A wake-up whose task has not gone on yet. */
  private record Flow(int number, int from, long nanos) {}

  /** Instants, and flows whose two ends are known. */
  private void events() throws IOException {
    Map<Integer, Flow> pending = new HashMap<>();
    int flows = 0;
    for (TraceEvent event : window.events()) {
      switch (event.what()) {
        case What.Woken woken when woken.by() != TraceEvent.NOBODY ->
          pending.put(event.task(), new Flow(++flows, woken.by(), event.nanos()));
        case What.Overtaken overtaken -> pending.remove(event.task());
        case What.Switched switched -> {
          Flow begun = pending.remove(switched.to());
          if (begun != null) {
            flow(begun, switched.to(), event.nanos());
          }
        }
        case What.Started started -> {}
        case What.Ended ended -> {}
        case What.Blocked blocked -> {}
        case What.Woken byTimer -> {}
        case What.Skipped skipped -> {}
        default -> instant(event);
      }
    }
  }

  private void flow(Flow flow, int to, long nanos) throws IOException {
    flowEnd("s", flow.number, flow.from, flow.nanos);
    json.writeEndObject();
    flowEnd("f", flow.number, to, nanos);
    json.writeStringField("bp", "e");
    json.writeEndObject();
  }

  private void flowEnd(String phase, int number, int task, long nanos) throws IOException {
    begin(phase);
    of(task);
    json.writeNumberField("id", number);
    named("wakes", "wake");
    micros("ts", nanos);
  }

  private void instant(TraceEvent event) throws IOException {
    begin("i");
    json.writeStringField("s", "t");
    of(event.task());
    named(words.of(event.what()), EventJson.kind(event.what()));
    micros("ts", event.nanos());
    json.writeObjectFieldStart("args");
    json.writeNumberField("step", event.step());
    json.writeStringField("frame", event.frame());
    end();
  }

  private void begin(String phase) throws IOException {
    json.writeStartObject();
    json.writeStringField("ph", phase);
  }

  private void of(int task) throws IOException {
    json.writeNumberField("pid", PROCESS);
    json.writeNumberField("tid", task);
  }

  private void named(String name, String category) throws IOException {
    json.writeStringField("name", name);
    json.writeStringField("cat", category);
  }

  private void micros(String name, long nanos) throws IOException {
    json.writeNumberField(name, BigDecimal.valueOf(nanos, DIGITS));
  }

  /** Ends an event's arguments, and the event. */
  private void end() throws IOException {
    json.writeEndObject();
    json.writeEndObject();
  }
}
