package dev.lasso.sim.sched;

import dev.lasso.sim.trace.ProgramEvents;
import dev.lasso.sim.trace.TraceEvent;
import dev.lasso.sim.trace.TraceEvent.Cause;
import dev.lasso.sim.trace.TraceEvent.Wait;
import dev.lasso.sim.trace.TraceEvent.What;
import dev.lasso.sim.trace.TraceListener;
import java.util.List;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells a listener, if there is one, what happens in a run.
 *
 * <p>What is done here is no part of the run: nobody is the running task meanwhile, so that whatever the JDK does for
 * the listener is done for real. With no listener each method is one comparison.
 */
public final class Tracing {

  private final Scheduler scheduler;
  private @Nullable TraceListener listener;
  private ProgramEvents program = new ProgramEvents();

  /** The task that ran last, why it gave way, and where it stood then. */
  private int gaveWay = TraceEvent.NOBODY;

  private TraceEvent.Reason reason = TraceEvent.Reason.ENDED;
  private String before = "";
  private List<String> stoodAt = List.of();

  Tracing(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Sets who is told of the runs from now on; null for nobody. */
  public void to(@Nullable TraceListener told) {
    listener = told;
    program = new ProgramEvents();
  }

  /** Whether there is a listener. */
  public boolean isOn() {
    return listener != null;
  }

  void begin() {
    if (listener != null) {
      gaveWay = TraceEvent.NOBODY;
      listener.begin();
    }
  }

  /**
   * The run is over.
   *
   * @param fields the field of the program that holds an object; an empty string if it is not known
   */
  public void end(Function<Object, String> fields) {
    if (listener != null) {
      listener.end(program.names(fields));
    }
  }

  /**
   * The name of what a task must have to go on, a monitor or a synchroniser, where somebody has taken or called that
   * since there is a listener; else null.
   */
  public @Nullable String taken(Task task) {
    return switch (task.waitKind) {
      case MONITOR, WAIT_SET -> task.waitObject == null ? null : program.takenMonitor(task.waitObject);
      case PARK -> program.takenSynchroniser(TaskThreads.parkBlocker(task.thread()));
      case JOIN, SLEEP, DISK, NONE -> null;
    };
  }

  // Tasks ------------------------------------------------------------------------------------------------------------

  void started(Task task) {
    if (listener != null) {
      Thread left = scheduler.leaveRun();
      int by = left == null ? TraceEvent.NOBODY : scheduler.current().id();
      tell(task, new What.Started(task.thread().getName(), task.thread().isDaemon(), by),
          left == null ? List.of() : program.frames());
      scheduler.enterRun(left);
    }
  }

  void ended(Task task) {
    if (listener != null) {
      Thread left = scheduler.leaveRun();
      checkLocks(task);
      tell(task, new What.Ended(), List.of());
      stops(task, TraceEvent.Reason.ENDED, "", List.of());
      scheduler.enterRun(left);
    }
  }

  /** A task that could go on gives way. */
  void givesWay(Task task) {
    if (listener != null && task.isEnabled()) {
      Thread left = scheduler.leaveRun();
      boolean yields = program.isYield(task.operation);
      stops(task, yields ? TraceEvent.Reason.YIELDED : TraceEvent.Reason.PREEMPTED,
          task.operand instanceof Task other
              ? ProgramEvents.operation(other.thread().getName(), task.operation)
              : program.operation(task.operand, task.operation),
          program.frames());
      scheduler.enterRun(left);
    }
  }

  private void stops(Task task, TraceEvent.Reason why, String doing, List<String> frames) {
    gaveWay = task.id();
    reason = why;
    before = doing;
    stoodAt = frames;
  }

  /** A task goes on, which need not be another one; called on the carrier. */
  void resumes(Task task, int enabled) {
    if (listener != null && gaveWay != TraceEvent.NOBODY && gaveWay != task.id()) {
      tell(gaveWay, new What.Switched(task.id(), reason, before, enabled), stoodAt);
    }
    gaveWay = TraceEvent.NOBODY;
  }

  // Points -----------------------------------------------------------------------------------------------------------

  /** The running task has come to a point. */
  void reaches(Task task) {
    if (listener != null) {
      Thread left = scheduler.leaveRun();
      checkLocks(task);
      scheduler.enterRun(left);
    }
  }

  /** The running task performs what it came to the last point for. */
  void performs(Task task) {
    if (listener != null && task.operand != null && program.isCall(task.operation)) {
      Thread left = scheduler.leaveRun();
      What call = program.called(task.id(), task.operand, task.operation);
      if (call != null) {
        tell(task, call, program.frames());
      }
      scheduler.enterRun(left);
    }
  }

  private void checkLocks(Task task) {
    for (ProgramEvents.Change change : program.changes(task.id(), task.thread())) {
      tell(task, change.what(), change.frames());
    }
  }

  // Waiting ----------------------------------------------------------------------------------------------------------

  void blocked(Task task, long deadline) {
    if (listener != null) {
      Thread left = scheduler.leaveRun();
      checkLocks(task);
      List<String> frames = program.frames();
      tell(task, blocked(task.waitKind, task, deadline), frames);
      stops(task, TraceEvent.Reason.BLOCKED, "", frames);
      scheduler.enterRun(left);
    }
  }

  private What.Blocked blocked(WaitKind kind, Task task, long deadline) {
    Object object = task.waitObject;
    return switch (kind) {
      case MONITOR -> new What.Blocked(Wait.MONITOR, named(object), program.holder(object), deadline);
      case WAIT_SET -> new What.Blocked(Wait.NOTIFY, named(object), TraceEvent.NOBODY, deadline);
      case JOIN -> new What.Blocked(Wait.END, "", numberOf((Thread) object), deadline);
      case PARK -> parked(task.id(), TaskThreads.parkBlocker(task.thread()), deadline);
      case SLEEP, NONE -> new What.Blocked(Wait.TIME, "", TraceEvent.NOBODY, deadline);
      case DISK -> new What.Blocked(Wait.DISK, "", TraceEvent.NOBODY, deadline);
    };
  }

  private What.Blocked parked(int task, @Nullable Object blocker, long deadline) {
    if (blocker instanceof AbstractQueuedSynchronizer.ConditionObject) {
      return new What.Blocked(Wait.SIGNAL, named(blocker), TraceEvent.NOBODY, deadline);
    }
    Object by = blocker == null ? null : program.synchroniser(task, blocker);
    if (blocker instanceof AbstractOwnableSynchronizer) {
      return new What.Blocked(Wait.LOCK, named(by), numberOf(program.lockOwner(blocker)), deadline);
    }
    return new What.Blocked(Wait.PERMIT, named(by), TraceEvent.NOBODY, deadline);
  }

  private String named(@Nullable Object object) {
    return object == null ? "" : program.name(object);
  }

  private static int numberOf(@Nullable Thread thread) {
    return thread != null && TaskThreads.continuationOf(thread) instanceof Task task ? task.id() : TraceEvent.NOBODY;
  }

  void woken(Task task, Cause cause) {
    if (listener != null) {
      Thread left = scheduler.leaveRun();
      boolean byTask = left != null && cause != Cause.TIMER;
      if (byTask) {
        checkLocks(scheduler.current());
      }
      tell(task, new What.Woken(byTask ? scheduler.current().id() : TraceEvent.NOBODY, cause),
          byTask ? program.frames() : List.of());
      scheduler.enterRun(left);
    }
  }

  void overtaken(Task task) {
    if (listener != null && task.isEnabled() && task.waitObject != null) {
      Thread left = scheduler.leaveRun();
      tell(task, new What.Overtaken(scheduler.current().id(), program.name(task.waitObject)), program.frames());
      scheduler.enterRun(left);
    }
  }

  // Monitors and conditions ------------------------------------------------------------------------------------------

  /**
   * Whether it matters who holds a monitor. That of a thread is taken by those who join it, those of the JDK's
   * concurrent collections are held for a moment, and in a quiet region things depend on what the JVM did before.
   */
  private boolean isTold(Object monitor) {
    return scheduler.current().quiet == 0 && !(monitor instanceof Thread)
        && !monitor.getClass().getName().startsWith("java.util.concurrent.");
  }

  /** The running task has taken a monitor. */
  public void acquired(Object monitor) {
    if (listener != null && isTold(monitor)) {
      Thread left = scheduler.leaveRun();
      program.holds(monitor, scheduler.current().id());
      tell(scheduler.current(), new What.Acquired(program.name(monitor)), program.frames());
      scheduler.enterRun(left);
    }
  }

  /** The running task has let go of a monitor. */
  public void released(Object monitor) {
    if (listener != null && isTold(monitor)) {
      Thread left = scheduler.leaveRun();
      program.holds(monitor, TraceEvent.NOBODY);
      tell(scheduler.current(), new What.Released(program.name(monitor)), program.frames());
      scheduler.enterRun(left);
    }
  }

  /** The running task has notified so many waiters of a wait set. */
  public void notified(Object monitor, boolean all, int woken) {
    if (listener != null) {
      Thread left = scheduler.leaveRun();
      tell(scheduler.current(), new What.Notified(program.name(monitor), all, woken), program.frames());
      scheduler.enterRun(left);
    }
  }

  /** The running task signals a waiter of a condition. */
  public void signalled() {
    if (listener != null) {
      program.signalled(scheduler.current().id());
    }
  }

  // Choices ----------------------------------------------------------------------------------------------------------

  /**
   * What the running task does meets a fault: {@code fault} number {@code number} has that {@code effect}.
   *
   * @param path of the file that it happens to, or empty
   */
  public void faulted(String fault, long number, String effect, String site, String path) {
    if (listener != null) {
      Thread left = scheduler.leaveRun();
      tell(scheduler.current(), new What.Faulted(fault, number, effect, site, path), program.frames());
      scheduler.enterRun(left);
    }
  }

  void chose(String kind, int bound, int answer) {
    if (listener != null) {
      Thread left = scheduler.leaveRun();
      tell(scheduler.current(), new What.Chose(kind, bound, answer), program.frames());
      scheduler.enterRun(left);
    }
  }

  void skipped(long nanos) {
    if (listener != null && nanos > 0) {
      Thread left = scheduler.leaveRun();
      tell(TraceEvent.NOBODY, new What.Skipped(nanos), List.of());
      scheduler.enterRun(left);
    }
  }

  private void tell(Task task, What what, List<String> frames) {
    tell(task.id(), what, frames);
  }

  private void tell(int task, What what, List<String> frames) {
    TraceListener told = listener;
    if (told != null) {
      told.event(new TraceEvent(scheduler.steps(), scheduler.now(), task, what, frames));
    }
  }
}
