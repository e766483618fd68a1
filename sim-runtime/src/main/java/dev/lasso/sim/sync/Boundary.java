package dev.lasso.sim.sync;

import dev.lasso.sim.jdk.RealJdk;
import dev.lasso.sim.sched.Ending;
import dev.lasso.sim.sched.Scheduler;
import dev.lasso.sim.sched.Task;

/**
 * The edge of a run. What crosses it in either direction would make the run depend on more than its seed, so it ends the
 * run, which says who did what.
 */
final class Boundary {

  private final Scheduler scheduler;

  Boundary(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /**
   * A task acts on a living thread outside, which may answer at any time. The run does not end at once, since the JDK may
   * hold a real monitor here, which would then never be let go.
   */
  void crossedOutwards(Thread thread, String how) {
    if (TaskThreads.nativeThread(thread) != 0 && !RealJdk.isOfTheJdk(thread)) {
      scheduler.abort(aborted("\"" + Thread.currentThread().getName() + "\" " + how + " thread \"" + thread.getName()
          + "\", which is no part of the run"));
    }
  }

  /** A thread outside acts on a task of the run. */
  void crossedInwards(Task task, String how) {
    if (scheduler.owns(task) && !task.hasEnded()) {
      scheduler.abort(aborted("thread \"" + Thread.currentThread().getName() + "\", which is no part of the run, " + how
          + " \"" + task.thread().getName() + "\""));
    }
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
