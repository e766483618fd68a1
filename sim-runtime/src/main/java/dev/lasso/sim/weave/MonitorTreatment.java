package dev.lasso.sim.weave;

/** What becomes of the monitors that a method enters. */
enum MonitorTreatment {
  /** They stay as they are. */
  KEEP,
  /** Simulated ones take their place; the code runs in tasks only, and others run a second body. */
  REPLACE,
  /**
   * Each instruction asks whether it runs in a task: for what is too large for a second body. The JIT refuses such
   * code, since it cannot pair the monitors.
   */
  BRANCH,
  /** Each instruction asks whether it runs in a task, and does nothing there. */
  SKIP,
  /** A simulated monitor is taken first, then the real one, which no task then ever waits for. */
  SHADOW
}
