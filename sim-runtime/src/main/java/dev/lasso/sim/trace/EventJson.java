package dev.lasso.sim.trace;

import dev.lasso.sim.trace.TraceEvent.What;
import java.util.Locale;

/**
 * An event as a JSON object: {@code step}, {@code nanos}, {@code task} (left out where there is none), {@code kind},
 * and what that kind has. Fields without a value are left out. This is version {@value #VERSION} of the format.
 */
public final class EventJson {

  /** Of the format: fields and kinds may be added to it, and none is changed or taken away. */
  public static final int VERSION = 1;

  private EventJson() {}

  /** The event with its innermost frame. */
  public static JsonText of(TraceEvent event) {
    JsonText json = bare(event);
    return event.frames().isEmpty() ? json : json.field("frame", event.frame());
  }

  /** The event without frames. */
  public static JsonText bare(TraceEvent event) {
    JsonText json = new JsonText().field("step", event.step()).field("nanos", event.nanos());
    task(json, "task", event.task());
    return what(json.field("kind", kind(event.what())), event.what());
  }

  /** What the kind of an event is called. */
  public static String kind(What what) {
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

  private static JsonText what(JsonText json, What what) {
    return switch (what) {
      case What.Started started ->
        task(json.field("name", started.name()).field("daemon", started.daemon()), "by", started.by());
      case What.Ended ended -> json;
      case What.Switched switched -> text(task(json, "to", switched.to()).field("reason", label(switched.reason())),
          "before", switched.before()).field("enabled", switched.enabled());
      case What.Blocked blocked -> deadline(task(text(json.field("on", label(blocked.on())), "object",
          blocked.object()), "holder", blocked.holder()), blocked.deadline());
      case What.Woken woken -> task(json, "by", woken.by()).field("cause", label(woken.cause()));
      case What.Overtaken overtaken -> task(json, "by", overtaken.by()).field("object", overtaken.object());
      case What.Acquired acquired -> json.field("object", acquired.object());
      case What.Released released -> json.field("object", released.object());
      case What.Notified notified ->
        json.field("object", notified.object()).field("all", notified.all()).field("woken", notified.woken());
      case What.Called called -> json.field("object", called.object()).field("method", called.method());
      case What.Skipped skipped -> json.field("skipped", skipped.nanos());
      case What.Chose chose ->
        json.field("choice", chose.kind()).field("bound", chose.bound()).field("answer", chose.answer());
      case What.Faulted faulted ->
        json.field("fault", faulted.fault()).field("number", faulted.number()).field("site", faulted.site());
    };
  }

  private static JsonText task(JsonText json, String name, int task) {
    return task == TraceEvent.NOBODY ? json : json.field(name, task);
  }

  private static JsonText text(JsonText json, String name, String value) {
    return value.isEmpty() ? json : json.field(name, value);
  }

  private static JsonText deadline(JsonText json, long deadline) {
    return deadline == TraceEvent.NEVER ? json : json.field("deadline", deadline);
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
