package dev.lasso.sim.trace;

import dev.lasso.sim.explore.Operations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the events of one run say in the program's terms: names for its objects, its frames, and which of its locks are
 * taken and let go.
 */
public final class ProgramEvents {

  private final ObjectNames names = new ObjectNames();
  private final ProgramFrames frames = new ProgramFrames();
  private final Members members = new Members();
  private final Synchronisers synchronisers = new Synchronisers();
  private final Map<Integer, HeldLocks> locks = new HashMap<>();
  private final Map<Integer, Signal> signals = new HashMap<>();

  /** Who holds which monitor, by name. */
  private final Map<String, Integer> holders = new HashMap<>();

  /** Something that shows only after the fact, and the frames of the call that has done it. */
  public record Change(TraceEvent.What what, List<String> frames) {}

  /** A call of a condition whose effect is not known yet. */
  private static final class Signal {

    private final Object condition;
    private final boolean all;
    private final List<String> frames;
    private int woken;

    Signal(Object condition, boolean all, List<String> frames) {
      this.condition = condition;
      this.all = all;
      this.frames = frames;
    }
  }

  /** Where the program stands in the calling task. */
  public List<String> frames() {
    return frames.here();
  }

  /** The name of an object of the program. */
  public String name(Object object) {
    return names.of(object);
  }

  /** What is known of each object that was named; see {@link ObjectNames#with}. */
  public Map<String, String> names(Function<Object, String> fields) {
    return names.with(fields);
  }

  // Monitors ---------------------------------------------------------------------------------------------------------

  /** A monitor is now held by this task, or by {@link TraceEvent#NOBODY}. */
  public void holds(Object monitor, int task) {
    holders.put(name(monitor), task);
  }

  /** Who holds a monitor. */
  public int holder(@Nullable Object monitor) {
    return monitor == null ? TraceEvent.NOBODY : holders.getOrDefault(name(monitor), TraceEvent.NOBODY);
  }

  /** The name of a monitor that was taken since the events began, or null. */
  public @Nullable String takenMonitor(Object monitor) {
    String name = name(monitor);
    return holders.containsKey(name) ? name : null;
  }

  // Locks and conditions ---------------------------------------------------------------------------------------------

  /** What a task waits for that is parked by {@code blocker}. */
  public Object synchroniser(int task, Object blocker) {
    HeldLocks calls = locks.get(task);
    return calls == null ? blocker : calls.waitsFor(blocker, synchronisers);
  }

  /** Who holds the lock whose hidden part {@code blocker} is, or null. */
  public @Nullable Thread lockOwner(Object blocker) {
    return synchronisers.owner(blocker);
  }

  /** The name of what a thread waits for that is parked by {@code blocker}, if it was taken or called since; else null. */
  public @Nullable String takenSynchroniser(@Nullable Object blocker) {
    Object part = blocker instanceof Condition ? synchronisers.partOf(blocker) : blocker;
    return part == null ? null : names.known(object -> synchronisers.sync(object) == part);
  }

  /** Whether an operation is a call into {@code java.util.concurrent}. */
  public boolean isCall(int operation) {
    return Operations.kind(operation) == Operations.JUC_CALL;
  }

  /** Whether an operation lets others go first. */
  public boolean isYield(int operation) {
    return Operations.kind(operation) == Operations.YIELD;
  }

  /** A task performs a call; null if it tells nothing by itself. */
  public TraceEvent.@Nullable What called(int task, Object object, int operation) {
    String method = members.name(object, operation);
    if (object instanceof Lock lock) {
      calls(task).calls(lock, frames());
      return null;
    }
    if (object instanceof Condition) {
      if (method.startsWith("signal")) {
        signals.put(task, new Signal(object, method.equals("signalAll"), frames()));
      }
      return null;
    }
    if (!Synchronisers.isTelling(object)) {
      return null;
    }
    calls(task).calls(object);
    return new TraceEvent.What.Called(name(object), method);
  }

  private HeldLocks calls(int task) {
    return locks.computeIfAbsent(task, first -> new HeldLocks());
  }

  /** A task signals one waiter. */
  public void signalled(int task) {
    Signal signal = signals.get(task);
    if (signal != null) {
      signal.woken++;
    }
  }

  /** What a task has done since it was last asked, and no point has shown. */
  public List<Change> changes(int task, Thread thread) {
    HeldLocks held = locks.get(task);
    Signal signal = signals.remove(task);
    if (held == null && signal == null) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    if (signal != null) {
      changes.add(new Change(new TraceEvent.What.Notified(name(signal.condition), signal.all, signal.woken),
          signal.frames));
    }
    if (held != null) {
      Lock taken = held.taken(thread, synchronisers);
      if (taken != null) {
        changes.add(new Change(new TraceEvent.What.Acquired(name(taken)), held.takenFrom()));
      }
      for (Lock released : held.released(thread, synchronisers)) {
        changes.add(new Change(new TraceEvent.What.Released(name(released)), held.takenFrom()));
      }
    }
    return changes;
  }

  // Operations -------------------------------------------------------------------------------------------------------

  /** What a task is about to do to an object of the program, in words. */
  public String operation(@Nullable Object object, int operation) {
    String named = object == null ? "" : " " + name(object);
    String member = members.name(object, operation);
    String dotted = member.isEmpty() ? named : named + "." + member;
    return switch (Operations.kind(operation)) {
      case Operations.VOLATILE_READ, Operations.FIELD_READ ->
        "reading" + (dotted.isEmpty() ? " a static field" : dotted);
      case Operations.VOLATILE_WRITE, Operations.FIELD_WRITE ->
        "writing" + (dotted.isEmpty() ? " a static field" : dotted);
      case Operations.ARRAY_READ -> "reading an element of" + named;
      case Operations.ARRAY_WRITE -> "writing an element of" + named;
      case Operations.JUC_CALL -> "calling" + (dotted.isEmpty() ? " java.util.concurrent" : dotted);
      case Operations.FILE_CALL -> "calling" + (dotted.isEmpty() ? " what acts on a file" : dotted);
      case Operations.MONITOR_ENTER -> "entering the monitor" + named;
      case Operations.SLEEP -> "sleeping";
      case Operations.DISK -> "waiting for the disk";
      case Operations.CLOCK -> "reading the clock";
      case Operations.LOOP -> "another round of a loop";
      default -> "";
    };
  }

  /** What a task is about to do to a task, in words. */
  public static String operation(String thread, int operation) {
    String quoted = " \"" + thread + "\"";
    return switch (Operations.kind(operation)) {
      case Operations.PARK -> "parking";
      case Operations.UNPARK -> "unparking" + quoted;
      case Operations.START -> "going on, having started" + quoted;
      case Operations.JOIN -> "joining" + quoted;
      case Operations.INTERRUPT -> "interrupting" + quoted;
      default -> "";
    };
  }
}
