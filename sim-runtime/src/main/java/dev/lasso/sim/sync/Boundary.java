package dev.lasso.sim.sync;

import dev.lasso.sim.jdk.RealJdk;
import dev.lasso.sim.sched.Ending;
import dev.lasso.sim.sched.Scheduler;
import dev.lasso.sim.sched.Task;

/**
 * The edge of a run. What crosses it in either direction would make the run depend on more than its seed, so it ends
 * the run, which says who did what.
 *
 * <p><b>Where there is no edge.</b> Class loading and linking work on tables of the JVM that all its threads share,
 * such as the one of {@link java.lang.invoke.MethodType}. A task meets locks there that a thread outside has for a
 * moment, waits for them in real time, and wakes who waits for it; nothing of that moves the schedule. A wake-up that
 * comes late from there cannot be told from one that the program waits for. So no wake-up from outside ends a run that
 * gets on without it.
 */
final class Boundary {

  /** How long a task parks for real before it looks again, and how often in a run: a second in all. */
  static final long REAL_PARK_NANOS = 1_000_000;

  private static final int REAL_PARKS = 1_000;

  private final Scheduler scheduler;
  private int realParks;

  Boundary(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** A run begins. */
  void begin() {
    realParks = 0;
  }

  /**
   * Whether the running task, which loads or links, goes on waiting for a thread outside: it may be a task that it
   * waits for.
   */
  boolean isPatient() {
    return ++realParks <= REAL_PARKS;
  }

  /**
   * A task acts on a living thread outside, which may answer at any time. The run does not end at once, since the JDK
   * may hold a real monitor here, which would then never be let go.
   */
  void crossedOutwards(Thread thread, String how) {
    if (TaskThreads.nativeThread(thread) != 0 && !RealJdk.isOfTheJdk(thread)) {
      scheduler.abort(aborted("\"" + Thread.currentThread().getName() + "\" " + how + " thread \"" + thread.getName()
          + "\", which is no part of the run"));
    }
  }

  /** A thread outside unparks a task, which takes no notice; a run that cannot go on without is over. */
  void unparkedFromOutside(Task task) {
    if (isOfTheRun(task)) {
      scheduler.missWakeUp(inwards("unparks", task));
    }
  }

  /** A thread outside interrupts a task. */
  void interruptedFromOutside(Task task) {
    if (isOfTheRun(task)) {
      scheduler.abort(inwards("interrupts", task));
    }
  }

  private boolean isOfTheRun(Task task) {
    return scheduler.owns(task) && !task.hasEnded();
  }

  private static Ending.Aborted inwards(String how, Task task) {
    return aborted("thread \"" + Thread.currentThread().getName() + "\", which is no part of the run, " + how + " \""
        + task.thread().getName() + "\"");
  }

  /** The running task is about to do what is not simulated. */
  void unsimulated(String what) {
    scheduler.end(aborted(what + " is not simulated yet"));
  }

  /** The running task wants a real monitor whose simulated twin another task holds. */
  void heldElsewhere(Object monitor, Task owner) {
    scheduler.end(aborted("\"" + owner.thread().getName() + "\" holds the monitor of a " + monitor.getClass().getName()
        + ", whose synchronized methods the agent cannot weave"));
  }

  /** Seen from the calling thread. */
  private static Ending.Aborted aborted(String reason) {
    return new Ending.Aborted(reason, Thread.currentThread().getStackTrace());
  }
}
