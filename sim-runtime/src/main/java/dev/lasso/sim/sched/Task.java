package dev.lasso.sim.sched;

import dev.lasso.sim.explore.Operations;
import dev.lasso.sim.jdk.Coroutine;
import dev.lasso.sim.jdk.RealJdk;
import org.jspecify.annotations.Nullable;

/**
 * A simulated thread: the program's own {@link Thread} object with the state that the scheduler and the primitives keep
 * for it. A thread finds its task in O(1), since the task is the continuation tied to the thread.
 */
public final class Task extends Coroutine {

  private final Thread thread;
  private final int id;

  /** Position in the run queue, or -1. */
  int queuePosition = -1;

  /** Position in the timer heap, or -1. */
  int timerPosition = -1;

  /** When the timer fires, and the order among equals. */
  long deadline;

  long timerSequence;

  /** The operation it performs when it goes on; before its first, it was started and acts on nothing. */
  int operation = Operations.START;

  @Nullable Object operand;

  /** More than 0 inside class loading, linking and initialisation, and with a real monitor of the JDK held. */
  int quiet;

  /** More than 0 inside class loading and linking. */
  int loading;

  /** More than 0 with a real monitor of the JDK held, which must be let go before it may wait. */
  int pinned;

  /** Whether it belongs to a process of the run's machine, and ends with that. */
  boolean onMachine;

  WaitKind waitKind = WaitKind.NONE;
  @Nullable Object waitObject;

  boolean timedOut;
  boolean ended;

  /** Since when it waits, in virtual nanoseconds. */
  long blockedSince;

  /** The thread status that {@link Thread#getState} reads, see {@link WaitKind}. */
  int status = WaitKind.NONE.status(false);

  /** Which run of its scheduler it belongs to. */
  final int generation;

  /** A permit to park that was given in advance. */
  private boolean permit;

  /** Whether the wait that ends now ends by a notify. */
  private boolean notified;

  Task(Thread thread, int id, int generation, TaskBody body) {
    super(body);
    this.thread = thread;
    this.id = id;
    this.generation = generation;
    body.task = this;
  }

  /** The program's thread. */
  public Thread thread() {
    return thread;
  }

  /** 0 for the root, then in order of their start. */
  public int id() {
    return id;
  }

  /** Whether it has run to its end. */
  public boolean hasEnded() {
    return ended;
  }

  /** Whether it could go on. */
  public boolean isEnabled() {
    return queuePosition >= 0;
  }

  /** Whether a timer will wake it. */
  public boolean hasTimer() {
    return timerPosition >= 0;
  }

  /** The virtual time at which its timer fires, if it {@link #hasTimer}. */
  public long deadline() {
    return deadline;
  }

  /** What it waits for. */
  public WaitKind waitKind() {
    return waitKind;
  }

  /** The object whose monitor or wait set it waits for; null for a park or a sleep. */
  public @Nullable Object waitObject() {
    return waitObject;
  }

  /** Whether the last {@link Scheduler#block} ended by its deadline. */
  public boolean timedOut() {
    return timedOut;
  }

  /** The virtual time since when it waits. */
  public long blockedSince() {
    return blockedSince;
  }

  /** What {@link Thread#getState} answers. */
  public Thread.State state() {
    return RealJdk.state(status);
  }

  /** Gives the permit to park. */
  public void givePermit() {
    permit = true;
  }

  /** Takes the permit to park; whether there was one. */
  public boolean takePermit() {
    boolean had = permit;
    permit = false;
    return had;
  }

  /** Notes whether a notify has ended the wait. */
  public void setNotified(boolean byNotify) {
    notified = byNotify;
  }

  /** Whether a notify has ended the wait. */
  public boolean isNotified() {
    return notified;
  }

  /** Whether it stands where it cannot be suspended, or in one-time work of the JVM. */
  public boolean isPinned() {
    return pinned != 0 || quiet != 0;
  }

  /** Whether it does what the JVM does once, and may have done already in another run. */
  boolean isOneTimeWork() {
    return loading > 0 || quiet > pinned;
  }

  /** Whether it belongs to a process of the run's machine, and ends with that. */
  public boolean isOnMachine() {
    return onMachine;
  }

  /** What it has been given while it did not run, as bits. */
  int flags() {
    return (permit ? 1 : 0) | (notified ? 2 : 0) | (timedOut ? 4 : 0);
  }

  /** What a task's continuation runs. */
  static final class TaskBody implements Runnable {

    private final Scheduler scheduler;
    private @Nullable Task task;

    TaskBody(Scheduler scheduler) {
      this.scheduler = scheduler;
    }

    @Override
    public void run() {
      if (task != null) {
        scheduler.runBody(task);
      }
    }
  }
}
