package dev.lasso.sim.sched;

/** What a task waits for, and the thread status that goes with it (JVMTI thread states, as getState reads them). */
public enum WaitKind {
  /** Nothing: it runs, or could. */
  NONE(0x5, 0x5),
  /** The monitor of an object, to enter it. */
  MONITOR(0x401, 0x401),
  /** A notify on an object. */
  WAIT_SET(0x191, 0x1A1),
  /** The end of a thread: a wait on the thread object. */
  JOIN(0x191, 0x1A1),
  /** A park permit. */
  PARK(0x291, 0x2A1),
  /** The end of a sleep. */
  SLEEP(0xE1, 0xE1);

  static final int TERMINATED = 0x2;

  private final int untimed;
  private final int timed;

  WaitKind(int untimed, int timed) {
    this.untimed = untimed;
    this.timed = timed;
  }

  int status(boolean hasDeadline) {
    return hasDeadline ? timed : untimed;
  }
}
