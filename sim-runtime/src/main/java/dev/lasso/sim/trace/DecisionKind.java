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
  STATE("state"),
  /** That a read of a file fails. */
  READ("read"),
  /** That a write to a file fails. */
  WRITE("write"),
  /** That a sync fails. */
  SYNC("sync"),
  /** That a sync is not done, and nobody told. */
  LYING_SYNC("lying-sync"),
  /** That a file cannot be opened. */
  OPEN("open"),
  /** That there is no descriptor for an open file. */
  DESCRIPTOR("descriptor"),
  /** That a name cannot be changed. */
  NAME("name"),
  /** That there is no space. */
  SPACE("space"),
  /** That a part is read. */
  SHORT_READ("short-read"),
  /** That a part is written. */
  SHORT_WRITE("short-write"),
  /** That a bit is read wrongly. */
  BIT_FLIP("bit-flip"),
  /** That a bit has changed where it is stored. */
  BIT_ROT("bit-rot"),
  /** That a request to a disk takes long. */
  STALL("stall"),
  /** That a request to a disk never ends. */
  HANG("hang"),
  /** That a wait ends without a reason. */
  SPURIOUS_WAKEUP("spurious-wakeup"),
  /** That the clock on the wall was set. */
  CLOCK_JUMP("clock-jump");

  private static final DecisionKind[] VALUES = values();

  private final String label;

  DecisionKind(String label) {
    this.label = label;
  }

  /** The name in messages. */
  public String label() {
    return label;
  }

  /** How many there are. */
  public static int count() {
    return VALUES.length;
  }

  /** By its {@link #ordinal}. */
  public static DecisionKind of(int ordinal) {
    return VALUES[ordinal];
  }
}
