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
   * A task acts on a living thread outside, which may answer at any time. The run ends at the next point, not here: the
   * JDK may hold a real monitor now, which a task that never goes on would never let go.
   */
  void crossedOutwards(Thread thread, String how) {
    if (TaskThreads.nativeThread(thread) != 0 && !RealJdk.isOfTheJdk(thread)) {
      scheduler.abort(new Ending.Aborted("\"" + Thread.currentThread().getName() + "\" " + how + " thread \""
          + thread.getName() + "\", which is no part of the run", Thread.currentThread().getStackTrace()));
    }
  }

  /** A thread outside acts on a task of the run. */
  void crossedInwards(Task task, String how) {
    if (scheduler.owns(task) && !task.hasEnded()) {
      Thread outsider = Thread.currentThread();
      scheduler.abort(new Ending.Aborted("thread \"" + outsider.getName() + "\", which is no part of the run, " + how
          + " \"" + task.thread().getName() + "\"", outsider.getStackTrace()));
    }
  }

  /** The running task is about to do what is not simulated. */
  void unsimulated(String what) {
    end(what + " is not simulated yet");
  }

  /** The running task wants a real monitor whose simulated twin another task holds. */
  void heldElsewhere(Object monitor, Task owner) {
    end("\"" + owner.thread().getName() + "\" holds the monitor of a " + monitor.getClass().getName()
        + ", whose synchronized methods the agent cannot weave");
  }

  private void end(String reason) {
    scheduler.end(new Ending.Aborted(reason, Thread.currentThread().getStackTrace()));
  }
}
