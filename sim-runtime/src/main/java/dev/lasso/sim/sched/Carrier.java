package dev.lasso.sim.sched;

import java.util.List;

/** What tasks run on. Whatever it is, a run must be the same on it: the same steps, hash, frames and verdict. */
public interface Carrier {

  /** Runs a task from where it gave way to where it gives way again; called by the scheduler's loop. */
  void resume(Task task);

  /** Lets the running task give way to the loop; false if a frame on its stack cannot be suspended. */
  boolean giveWay(Task task);

  /**
   * The calling thread enters the {@code run} method of a task's thread.
   *
   * @return whether it entered it to carry the task, and has done so: there is nothing left for it to run
   */
  boolean carry(Task task);

  /** The run is over; its tasks are all suspended or done, and hold no thread any longer. Called by the loop. */
  void end(List<Task> tasks);

  /** The frames of a task that has given way, innermost first; also once the run is over. */
  StackTraceElement[] frames(Task task);

  /** The platform thread that is at work now. */
  Thread atWork();
}
