package dev.lasso.sim.explore;

/** The operation that each task of a run performs when it goes on, and the number of its object. */
final class NextOperations {

  private final HeldMonitors held;
  private final int[] operations = new int[Long.SIZE];
  private final int[] objects = new int[Long.SIZE];
  private boolean interrupted;

  NextOperations(HeldMonitors held) {
    this.held = held;
  }

  /** A run begins. */
  void begin() {
    interrupted = false;
  }

  void set(int task, int operation, int object) {
    operations[task] = operation;
    objects[task] = object;
  }

  int object(int task) {
    return objects[task];
  }

  /** From here on, who waits may be interrupted. */
  void mayBeInterrupted() {
    interrupted = true;
  }

  boolean mayAnyBeInterrupted() {
    return interrupted;
  }

  /** Whether a task is about to enter that monitor. */
  boolean enters(int task, int monitor) {
    return objects[task] == monitor && Operations.kind(operations[task]) == Operations.MONITOR_ENTER;
  }

  /**
   * Whether a task would only find held the monitor that it is about to enter, or alive the thread that it is about to
   * join. To join an interrupted thread does more than that.
   */
  boolean isShutOut(int task) {
    int kind = Operations.kind(operations[task]);
    return (kind == Operations.MONITOR_ENTER || kind == Operations.JOIN && !interrupted)
        && held.isClosedTo(task, objects[task]);
  }
}
