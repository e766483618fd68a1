package dev.lasso.sim.trace;

/** What a decision is about. The order is part of the seed format: add at the end. */
public enum DecisionKind {
  /** Which enabled task goes on. */
  TASK("task"),
  /** Which waiter of a wait set a notify wakes. */
  WAITER("waiter"),
  /** Whether the next timer fires although tasks could run. */
  TIME("time"),
  /** That the start of a thread fails. */
  SPAWN("spawn"),
  /** That an allocation fails. */
  ALLOCATION("allocation"),
  /** That a machine loses its power. */
  POWER("power"),
  /** That a process is killed. */
  KILL("kill"),
  /** In which state a disk is found after a loss of power. */
  STATE("state");

  private static final DecisionKind[] VALUES = values();

  private final String label;

  DecisionKind(String label) {
    this.label = label;
  }

  /** The name in messages. */
  public String label() {
    return label;
  }

  static int count() {
    return VALUES.length;
  }

  static DecisionKind of(int ordinal) {
    return VALUES[ordinal];
  }
}
