package dev.lasso.sim.trace;

import dev.lasso.sim.trace.TraceEvent.What;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An event in words, as said of its task: {@code waits for the monitor Account.savings, held by spend}. */
public final class EventText {

  private static final Pattern OBJECT = Pattern.compile("[\\w.$;]+#\\d+");

  private final IntFunction<String> names;
  private final Map<String, String> fields;
  private final LongFunction<String> times;

  /**
   * Words for the events of one run.
   *
   * @param names of tasks, by number
   * @param fields that hold the objects that events name
   * @param times virtual nanoseconds as people write them
   */
  public EventText(IntFunction<String> names, Map<String, String> fields, LongFunction<String> times) {
    this.names = names;
    this.fields = fields;
    this.times = times;
  }

  /** One line; the task itself is not named. */
  public String of(What what) {
    return switch (what) {
      case What.Started started ->
        "begins" + (started.by() == TraceEvent.NOBODY ? "" : ", started by " + task(started.by()));
      case What.Ended ended -> "ends";
      case What.Switched switched -> reason(switched) + task(switched.to()) + " goes on";
      case What.Blocked blocked -> waiting(blocked) + until(blocked.deadline());
      case What.Woken woken -> woken.cause() == TraceEvent.Cause.TIMER
          ? "its time has come"
          : "woken by " + task(woken.by()) + ", by " + cause(woken.cause());
      case What.Overtaken overtaken ->
        "waits on: " + task(overtaken.by()) + " has taken " + object(overtaken.object()) + " first";
      case What.Acquired acquired -> "takes " + object(acquired.object());
      case What.Released released -> "lets go of " + object(released.object());
      case What.Notified notified -> (notified.all() ? "notifies all on " : "notifies ") + object(notified.object())
          + (notified.woken() == 0
              ? ", where nobody waits"
              : notified.all() ? ", where " + notified.woken() + (notified.woken() == 1 ? " waits" : " wait") : "");
      case What.Called called -> "calls " + object(called.object()) + "." + called.method();
      case What.Skipped skipped -> times.apply(skipped.nanos()) + " pass";
      case What.Chose chose -> "draws " + chose.kind() + " " + (chose.answer() + 1) + " of " + chose.bound();
      case What.Faulted faulted -> "FAULT: " + faulted.fault() + " " + faulted.number() + " " + faulted.effect()
          + (faulted.path().isEmpty() ? "" : ", " + faulted.path());
    };
  }

  /** A text with the names of objects in it. */
  private String renamed(String text) {
    return OBJECT.matcher(text).replaceAll(found -> Matcher.quoteReplacement(object(found.group())));
  }

  private String reason(What.Switched switched) {
    return switch (switched.reason()) {
      case PREEMPTED ->
        "PREEMPTED" + (switched.before().isEmpty() ? "" : " before " + renamed(switched.before())) + ": ";
      case YIELDED -> "yields: ";
      case BLOCKED, ENDED -> switched.enabled() == 1 ? "nothing else can run: " : "";
    };
  }

  /** What a task waits for. */
  private String waiting(What.Blocked blocked) {
    return switch (blocked.on()) {
      case MONITOR -> "waits for the monitor " + object(blocked.object()) + heldBy(blocked.holder());
      case LOCK -> "waits for the lock " + object(blocked.object()) + heldBy(blocked.holder());
      case NOTIFY -> "waits for a notify on " + object(blocked.object());
      case SIGNAL -> "waits for a signal on " + object(blocked.object());
      case END -> "waits for the end of " + task(blocked.holder());
      case PERMIT -> "is parked" + (blocked.object().isEmpty() ? "" : " by " + object(blocked.object()));
      case TIME -> "sleeps";
      case DISK -> "waits for the disk" + (blocked.deadline() == TraceEvent.NEVER ? ", for ever" : "");
    };
  }

  private String heldBy(int holder) {
    return holder == TraceEvent.NOBODY ? "" : ", held by " + task(holder);
  }

  private String until(long deadline) {
    return deadline == TraceEvent.NEVER ? "" : ", until " + times.apply(deadline);
  }

  private static String cause(TraceEvent.Cause cause) {
    return switch (cause) {
      case UNLOCK -> "letting go";
      case NOTIFY -> "notifying";
      case END -> "ending";
      case UNPARK -> "unparking";
      case INTERRUPT -> "interrupting";
      case TIMER -> "a timer";
    };
  }

  private String task(int task) {
    return names.apply(task);
  }

  /** The field that holds an object, where it is known, else its name. */
  private String object(String name) {
    return fields.getOrDefault(name, name);
  }
}
