package dev.lasso.sim.explore;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that a {@link Script} has otherwise than a schedule without it, at a place that is named by what one task
 * has done. So it still means the same where other deviations are taken away or the program has changed elsewhere.
 *
 * @param task the number of the task that runs there
 * @param at how many points it has passed; for {@link Kind#WAITER} how many notifies it has made that had a choice,
 *     this one included
 * @param again for {@link Kind#WAIT} how often it has come to wait there, this time included; else 1
 * @param answer the number of the task that goes on, or the place among the waiters of the one that is woken; 0 where
 *     there is none
 */
public record Deviation(Kind kind, int task, long at, int again, int answer) {

  static final int MOST_TASKS = 1 << 18;
  static final int MOST_AGAIN = 1 << 11;
  static final long MOST_POINTS = 1L << 34;

  private static final Pattern FORM = Pattern.compile("(\\d{1,6})\\.(\\d{1,11})(?:\\.(\\d{1,4}))?(?:-(\\d{1,8}))?");

  /** What it is about; in a script each kind is a list of its own. */
  public enum Kind {
    /** A task that could go on gives way to another, or one that says others should go first goes on. */
    TASK("tasks"),
    /** Where a task waits or ends, another goes on than the next in order. */
    WAIT("waits"),
    /** A notify wakes another than the one that waits longest. */
    WAITER("waiters"),
    /** The next timer fires although tasks could run. */
    TIME("times"),
    /** Timers that are due are looked at. */
    LOOK("looks");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** The name of the list. */
    public String label() {
      return label;
    }

    private boolean hasAnswer() {
      return ordinal() <= WAITER.ordinal();
    }

    private long least() {
      return this == WAIT ? 0 : 1;
    }
  }

  /**
   * The deviation that a text means.
   *
   * @throws IllegalArgumentException if it means none
   */
  static Deviation parse(Kind kind, String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches() || kind.hasAnswer() == (parts.group(4) == null)
        || kind != Kind.WAIT && parts.group(3) != null) {
      throw new IllegalArgumentException(text + " is none of the " + kind.label());
    }
    Deviation parsed = new Deviation(kind, Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2)),
        parts.group(3) == null ? 1 : Integer.parseInt(parts.group(3)),
        parts.group(4) == null ? 0 : Integer.parseInt(parts.group(4)));
    if (!parsed.isInRange()) {
      throw new IllegalArgumentException(text + " has a number out of range");
    }
    return parsed;
  }

  /** The same at another point of its task. */
  public Deviation at(long other) {
    return new Deviation(kind, task, other, again, answer);
  }

  /** The same with another answer. */
  public Deviation answering(int other) {
    return new Deviation(kind, task, at, again, other);
  }

  boolean isInRange() {
    return task < MOST_TASKS && at >= kind.least() && at < MOST_POINTS && again >= 1 && again < MOST_AGAIN;
  }

  /** Stands for a place, in the order of tasks, then points. */
  static long place(int task, long at, int again) {
    return ((long) task * MOST_POINTS + at) * MOST_AGAIN + again;
  }

  /** The place that it is at. */
  long place() {
    return place(task, at, again);
  }

  @Override
  public String toString() {
    return task + "." + at + (again == 1 ? "" : "." + again) + (kind.hasAnswer() ? "-" + answer : "");
  }
}
