package dev.lasso.sim.sched;

/** Unwinds a task that cannot be suspended when the run is over. Never seen by a program that can be. */
final class RunEnded extends Error {

  private static final long serialVersionUID = 1;

  RunEnded() {
    super("the run is over", null, false, false);
  }
}
