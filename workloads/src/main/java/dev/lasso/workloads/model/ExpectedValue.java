package dev.lasso.workloads.model;

import java.util.Locale;

/**
 * What is known of one key, in the 32 bits of db_stress's expected_value: a value base (bits 0 to 14), whether a write
 * is under way (15), how often the key was deleted (16 to 29), whether a delete is under way (30), whether the key is
 * deleted (31). The base names the value; each write has the next one, and both counters begin again at 0 when they are
 * full.
 */
public record ExpectedValue(int word) {

  /** The base of a key that is not there. */
  public static final int ABSENT = -1;

  static final int BASES = 1 << 15;
  private static final int PENDING_WRITE = 1 << 15;
  private static final int DELETIONS_AT = 16;
  private static final int DELETIONS = 1 << 14;
  private static final int PENDING_DELETE = 1 << 30;
  private static final int DELETED = 1 << 31;

  /** A key that was never written. */
  public static final ExpectedValue NEVER_WRITTEN = new ExpectedValue(DELETED);

  /** The base of the last acknowledged write. */
  public int base() {
    return word & BASES - 1;
  }

  /** The base of the last write, acknowledged or under way. */
  public int finalBase() {
    return isSet(PENDING_WRITE) ? nextBase() : base();
  }

  /** The base that the next write has. */
  public int nextBase() {
    return (base() + 1) % BASES;
  }

  /** How many deletes were acknowledged. */
  public int deletions() {
    return word >> DELETIONS_AT & DELETIONS - 1;
  }

  /** How many deletes there were, acknowledged or under way. */
  public int finalDeletions() {
    return isSet(PENDING_DELETE) ? (deletions() + 1) % DELETIONS : deletions();
  }

  /** Whether the last acknowledged change is a delete, or there was none. */
  public boolean isDeleted() {
    return isSet(DELETED);
  }

  /** This with a write that has begun. */
  public ExpectedValue writeBegun() {
    return new ExpectedValue(word | PENDING_WRITE);
  }

  /** This with a write that is acknowledged. */
  public ExpectedValue written() {
    return new ExpectedValue(word & ~(BASES - 1) & ~PENDING_WRITE & ~DELETED | nextBase());
  }

  /** This with a delete that has begun. */
  public ExpectedValue deleteBegun() {
    return new ExpectedValue(word | PENDING_DELETE);
  }

  /** This with a delete that is acknowledged. */
  public ExpectedValue deleted() {
    int count = (deletions() + 1) % DELETIONS;
    return new ExpectedValue(
        word & ~(DELETIONS - 1 << DELETIONS_AT) & ~PENDING_DELETE | count << DELETIONS_AT | DELETED);
  }

  private boolean isSet(int bit) {
    return (word & bit) != 0;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "0x%08x (base %d, %d deletions, %s%s%s)", word, base(), deletions(),
        isDeleted() ? "deleted" : "there", isSet(PENDING_WRITE) ? ", write pending" : "",
        isSet(PENDING_DELETE) ? ", delete pending" : "");
  }
}
