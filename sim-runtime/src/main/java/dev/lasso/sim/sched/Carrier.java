package dev.lasso.sim.sched;

/** What tasks run on. */
public interface Carrier {

  /** Runs a task from where it gave way to where it gives way again; called by the scheduler's loop. */
  void resume(Task task);

  /** Lets the running task give way to the loop; false if a frame on its stack cannot be suspended. */
  boolean giveWay(Task task);
}
