package dev.lasso.sim.sched;

/**
 * Kinds of operations at a point: the low byte of an operation. 1 to 8 are woven into programs, the others belong to
 * the primitives.
 */
public final class Operations {

  public static final int MONITOR_ENTER = 16;
  public static final int PARK = 19;
  public static final int UNPARK = 20;
  public static final int START = 21;
  public static final int JOIN = 22;
  public static final int INTERRUPT = 23;
  public static final int SLEEP = 24;
  public static final int YIELD = 25;
  public static final int CLOCK = 26;
  public static final int LOOP = 27;
  public static final int END = 28;
  public static final int FAULT = 29;

  private Operations() {}
}
