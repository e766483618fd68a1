package dev.lasso.workloads.model;

import java.util.Arrays;

/**
 * All keys as they were at one moment, which lies between two copies of the words. What was once seen of it is seen
 * again: a second look at a key must find the same. For one thread.
 */
public final class ExpectedMoment {

  private static final int NOT_SEEN = -2;

  private final int[] before;
  private final int[] after;
  private final int[] seen;

  /** The moment between two copies that {@link ExpectedState#words} made. */
  public ExpectedMoment(int[] before, int[] after) {
    this.before = before;
    this.after = after;
    this.seen = new int[before.length];
    Arrays.fill(seen, NOT_SEEN);
  }

  /**
   * Checks what was found at a slot.
   *
   * @param found the base of the value, or {@link ExpectedValue#ABSENT}
   * @param where the read and the key, for the message
   * @throws AssertionError if the moment cannot have had that, or was seen to have something else
   */
  public void check(int slot, int found, String where) {
    new ExpectedRange(new ExpectedValue(before[slot]), new ExpectedValue(after[slot])).check(found, where);
    if (seen[slot] != NOT_SEEN && seen[slot] != found) {
      throw new AssertionError(where + " found base " + found + ", and base " + seen[slot]
          + " before, of the same moment (" + ExpectedValue.ABSENT + " is no value); expected "
          + new ExpectedValue(before[slot]));
    }
    seen[slot] = found;
  }
}
