package dev.lasso.sim.sched;

import dev.lasso.sim.explore.Operations;

/**
 * What a task waits for, the operation that it has yet to perform when it is woken, and the thread status that goes
 * with it (JVMTI thread states, as getState reads them).
 */
public enum WaitKind {
  /** Nothing: it runs, or could. */
  NONE(0, 0x5, 0x5),
  /** The monitor of an object, to enter it. */
  MONITOR(Operations.MONITOR_ENTER, 0x401, 0x401),
  /** A notify on an object, whose monitor it must then enter again. */
  WAIT_SET(Operations.MONITOR_ENTER, 0x191, 0x1A1),
  /** The end of a thread: a wait on the thread object. */
  JOIN(Operations.MONITOR_ENTER, 0x191, 0x1A1),
  /** A park permit. */
  PARK(Operations.PARK, 0x291, 0x2A1),
  /** The end of a sleep. */
  SLEEP(Operations.SLEEP, 0xE1, 0xE1),
  /** A request to the disk, in the middle of a call: the thread counts as running, and cannot be interrupted. */
  DISK(Operations.DISK, 0x5, 0x5);

  static final int TERMINATED = 0x2;

  private final int operation;
  private final int untimed;
  private final int timed;

  WaitKind(int operation, int untimed, int timed) {
    this.operation = operation;
    this.untimed = untimed;
    this.timed = timed;
  }

  int operation() {
    return operation;
  }

  int status(boolean hasDeadline) {
    return hasDeadline ? timed : untimed;
  }
}
