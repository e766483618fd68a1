package dev.lasso.workloads.cli;

import dev.lasso.sim.Outcome;

/** What the command line says to scripts. */
final class ExitCode {

  /** Nothing was violated, or the replay was exact. */
  static final int FINE = 0;

  /** A violation was found. */
  static final int VIOLATION = 1;

  /** Bad usage or bad input. */
  static final int BAD_INPUT = 2;

  /** A replay diverged. */
  static final int DIVERGED = 3;

  /** Nothing was decided, or Lasso itself failed. */
  static final int UNDECIDED = 4;

  private ExitCode() {}

  static int of(Outcome outcome) {
    if (outcome.isViolation()) {
      return VIOLATION;
    }
    return outcome.verdict().isUndecided() ? UNDECIDED : FINE;
  }
}
