package dev.lasso.workloads.model;

/**
 * What a read may find that began after {@code before} was loaded and ended before {@code after} was. A key that was
 * there is there unless a delete began meanwhile; one that was not is not unless a write did. A base that was deleted
 * before the read is never found again, which db_stress does not look at.
 */
public record ExpectedRange(ExpectedValue before, ExpectedValue after) {

  /**
   * Checks a read.
   *
   * @param found the base of the value, or {@link ExpectedValue#ABSENT}
   * @param where the read and the key, for the message
   * @throws AssertionError if the read cannot have found that
   */
  public void check(int found, String where) {
    if (!mayBe(found)) {
      throw new AssertionError(where + " found " + (found == ExpectedValue.ABSENT ? "no value" : "base " + found)
          + "; expected before " + before + " and after " + after);
    }
  }

  private boolean mayBe(int found) {
    if (found == ExpectedValue.ABSENT) {
      return before.isDeleted() || before.deletions() != after.finalDeletions();
    }
    int oldest = before.isDeleted() ? 1 : 0;
    int age = Math.floorMod(found - before.base(), ExpectedValue.BASES);
    return age >= oldest && age <= Math.floorMod(after.finalBase() - before.base(), ExpectedValue.BASES);
  }
}
