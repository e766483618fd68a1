package dev.lasso.workloads.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lasso.sim.trace.TraceEvent;
import dev.lasso.sim.trace.TraceEvent.What;
import java.io.IOException;
import java.util.Locale;

/**
 * Writes events as JSON objects: {@code step}, {@code nanos}, {@code task} (left out where there is none),
 * {@code kind}, what that kind has, and the innermost {@code frame}. Fields without a value are left out. This is
 * version {@value #VERSION} of the format.
 */
final class EventJson {

  /** Of the format: fields and kinds may be added to it, and none is changed or taken away. */
  static final int VERSION = 1;

  private final JsonGenerator json;

  /** A writer to {@code json}. */
  EventJson(JsonGenerator json) {
    this.json = json;
  }

  /** Writes one event. */
  void write(TraceEvent event) throws IOException {
    json.writeStartObject();
    json.writeNumberField("step", event.step());
    json.writeNumberField("nanos", event.nanos());
    task("task", event.task());
    json.writeStringField("kind", kind(event.what()));
    what(event.what());
    text("frame", event.frame());
    json.writeEndObject();
  }

  /** What the kind of an event is called. */
  static String kind(What what) {
    return switch (what) {
      case What.Started started -> "start";
      case What.Ended ended -> "end";
      case What.Switched switched -> "switch";
      case What.Blocked blocked -> "block";
      case What.Woken woken -> "wake";
      case What.Overtaken overtaken -> "overtake";
      case What.Acquired acquired -> "acquire";
      case What.Released released -> "release";
      case What.Notified notified -> "notify";
      case What.Called called -> "call";
      case What.Skipped skipped -> "time";
      case What.Chose chose -> "choice";
      case What.Faulted faulted -> "fault";
    };
  }

  private void what(What what) throws IOException {
    switch (what) {
      case What.Started(String name, boolean daemon, int by) -> {
        json.writeStringField("name", name);
        json.writeBooleanField("daemon", daemon);
        task("by", by);
      }
      case What.Ended ended -> {}
      case What.Switched(int to, TraceEvent.Reason reason, String before, int enabled) -> {
        task("to", to);
        label("reason", reason);
        text("before", before);
        json.writeNumberField("enabled", enabled);
      }
      case What.Blocked(TraceEvent.Wait on, String object, int holder, long deadline) -> {
        label("on", on);
        text("object", object);
        task("holder", holder);
        deadline(deadline);
      }
      case What.Woken(int by, TraceEvent.Cause cause) -> {
        task("by", by);
        label("cause", cause);
      }
      case What.Overtaken(int by, String object) -> {
        task("by", by);
        json.writeStringField("object", object);
      }
      case What.Acquired(String object) -> json.writeStringField("object", object);
      case What.Released(String object) -> json.writeStringField("object", object);
      case What.Notified(String object, boolean all, int woken) -> {
        json.writeStringField("object", object);
        json.writeBooleanField("all", all);
        json.writeNumberField("woken", woken);
      }
      case What.Called(String object, String method) -> {
        json.writeStringField("object", object);
        json.writeStringField("method", method);
      }
      case What.Skipped(long nanos) -> json.writeNumberField("skipped", nanos);
      case What.Chose(String kind, int bound, int answer) -> {
        json.writeStringField("choice", kind);
        json.writeNumberField("bound", bound);
        json.writeNumberField("answer", answer);
      }
      case What.Faulted(String fault, long number, String effect, String site, String path) -> {
        json.writeStringField("fault", fault);
        json.writeNumberField("number", number);
        json.writeStringField("effect", effect);
        json.writeStringField("site", site);
        if (!path.isEmpty()) {
          json.writeStringField("path", path);
        }
      }
    }
  }

  private void task(String name, int task) throws IOException {
    if (task != TraceEvent.NOBODY) {
      json.writeNumberField(name, task);
    }
  }

  private void text(String name, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }

  private void label(String name, Enum<?> value) throws IOException {
    json.writeStringField(name, value.name().toLowerCase(Locale.ROOT));
  }

  private void deadline(long deadline) throws IOException {
    if (deadline != TraceEvent.NEVER) {
      json.writeNumberField("deadline", deadline);
    }
  }
}
