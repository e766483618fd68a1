package dev.lasso.sim;

/** What is known about a run when it is over. */
public enum Verdict {
  /** All that was owed was done. */
  LIVE,
  /** What is owed can never be done, and there is a proof. */
  STUCK,
  /** A budget ran out without a proof. */
  SUSPECTED,
  /** Stuck on an I/O that the fault plan never completes. */
  EXCUSED,
  /** An uncaught error, a failed assertion or check. */
  FAILED,
  /** Lasso could not go on; the outcome says why and where. */
  ABORTED;

  /** Whether the program is at fault. */
  public boolean isViolation() {
    return this == STUCK || this == FAILED;
  }

  /** Whether nothing was decided. */
  public boolean isUndecided() {
    return this == SUSPECTED || this == EXCUSED || this == ABORTED;
  }
}
