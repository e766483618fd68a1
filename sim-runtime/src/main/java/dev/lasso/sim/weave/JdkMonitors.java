package dev.lasso.sim.weave;

/** What becomes of the monitors of a class of the JDK. */
enum JdkMonitors {
  /** Nothing: none of its methods blocks, or lets others run, while it holds one. */
  KEPT,
  /** Each is shadowed by a simulated one, so that a task never waits for the real one. */
  SHADOWED,
  /**
   * As in a program, so that what the program locks by itself is the same lock. A class that is loaded already cannot
   * lose its synchronized methods; those are marked, while they run, as holding a real monitor.
   */
  REPLACED
}
