package dev.lasso.sim.trace;

import dev.lasso.sim.trace.TaskStates.Doing;
import dev.lasso.sim.trace.TaskStates.Lane;
import dev.lasso.sim.trace.TraceEvent.What;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The events of a run in the trace-event format that Perfetto and Chrome's about:tracing read ("Trace Event Format",
 * Google, 2016): the run is a process, each task a thread of it. A task that runs or waits is a slice, a wake-up a flow
 * from the task that wakes to where the other one goes on. Times are virtual microseconds.
 */
public final class ChromeTrace {

  private static final int PROCESS = 1;
  private static final double NANOS_PER_MICRO = 1_000.0;

  private final TraceWindow window;
  private final EventText words;
  private final Appendable out;
  private boolean first = true;

  /** A writer to {@code out}. */
  public ChromeTrace(TraceWindow window, EventText words, Appendable out) {
    this.window = window;
    this.words = words;
    this.out = out;
  }

  /**
   * Writes all of it.
   *
   * @param run what the process is called
   * @param endStep the last step of the run
   * @param endNanos its virtual time
   */
  public void write(String run, long endStep, long endNanos) throws IOException {
    out.append("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[");
    line(named("process_name", 0, run));
    List<TaskSpan> spans = TaskSpan.of(window, endStep, endNanos);
    threads(spans);
    for (TaskSpan span : spans) {
      if (span.lane().doing() != Doing.READY) {
        line(slice(span));
      }
    }
    events();
    out.append("\n]}\n");
  }

  private void threads(List<TaskSpan> spans) throws IOException {
    Map<Integer, String> names = new HashMap<>();
    for (TaskSpan span : spans) {
      Lane lane = span.lane();
      if (names.put(lane.task(), lane.name()) == null) {
        line(named("thread_name", lane.task(), lane.name()));
        line(new JsonText().field("ph", "M").field("pid", PROCESS).field("tid", lane.task())
            .field("name", "thread_sort_index").raw("args", new JsonText().field("sort_index", lane.task()).text()));
      }
    }
  }

  private static JsonText named(String what, int task, String name) {
    return new JsonText().field("ph", "M").field("pid", PROCESS).field("tid", task).field("name", what).raw("args",
        new JsonText().field("name", name).text());
  }

  private JsonText slice(TaskSpan span) {
    Lane lane = span.lane();
    TraceEvent wait = lane.doing() == Doing.BLOCKED ? lane.waitsFor() : null;
    JsonText arguments = new JsonText().field("steps", span.fromStep() + ".." + span.toStep());
    if (wait != null) {
      arguments.field("frames", wait.frames());
    }
    return new JsonText().field("ph", "X").field("pid", PROCESS).field("tid", lane.task())
        .field("name", wait == null ? "runs" : words.of(wait.what()))
        .field("cat", lane.doing().name().toLowerCase(Locale.ROOT)).raw("ts", micros(span.fromNanos()))
        .raw("dur", micros(span.toNanos() - span.fromNanos())).raw("args", arguments.text());
  }

  /** A wake-up whose task has not gone on yet. */
  private record Flow(int number, JsonText start) {}

  /** Instants, and flows whose two ends are known. */
  private void events() throws IOException {
    Map<Integer, Flow> pending = new HashMap<>();
    int flows = 0;
    for (TraceEvent event : window.events()) {
      switch (event.what()) {
        case What.Woken woken when woken.by() != TraceEvent.NOBODY ->
          pending.put(event.task(), new Flow(++flows, flow("s", flows, woken.by(), event)));
        case What.Overtaken overtaken -> pending.remove(event.task());
        case What.Switched switched -> {
          Flow begun = pending.remove(switched.to());
          if (begun != null) {
            line(begun.start);
            line(flow("f", begun.number, switched.to(), event).field("bp", "e"));
          }
        }
        case What.Started started -> {}
        case What.Ended ended -> {}
        case What.Blocked blocked -> {}
        case What.Woken byTimer -> {}
        case What.Skipped skipped -> {}
        default -> line(instant(event));
      }
    }
  }

  private static JsonText flow(String phase, int number, int task, TraceEvent event) {
    return new JsonText().field("ph", phase).field("pid", PROCESS).field("tid", task).field("id", number)
        .field("name", "wakes").field("cat", "wake").raw("ts", micros(event.nanos()));
  }

  private JsonText instant(TraceEvent event) {
    return new JsonText().field("ph", "i").field("s", "t").field("pid", PROCESS).field("tid", event.task())
        .field("name", words.of(event.what())).field("cat", EventJson.kind(event.what()))
        .raw("ts", micros(event.nanos()))
        .raw("args", new JsonText().field("step", event.step()).field("frame", event.frame()).text());
  }

  private static String micros(long nanos) {
    return String.format(Locale.ROOT, "%.3f", nanos / NANOS_PER_MICRO);
  }

  private void line(JsonText event) throws IOException {
    out.append(first ? "\n" : ",\n").append(event.text());
    first = false;
  }
}
