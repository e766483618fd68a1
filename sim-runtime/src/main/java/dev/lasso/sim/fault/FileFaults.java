package dev.lasso.sim.fault;

import java.util.function.Supplier;

/** What goes wrong with the calls of a run on its files. */
public interface FileFaults {

  /** Whether anything may. */
  default boolean arePlanned() {
    return true;
  }

  /** How many bytes there are for files. */
  default long capacity() {
    return Long.MAX_VALUE;
  }

  /**
   * A site is passed.
   *
   * @param path of the file, absolute
   * @return whether the fault happens
   */
  boolean strike(FaultKind kind, Supplier<String> path);

  /** Which of {@code bound} ways a fault takes, at most 2^24. */
  default int draw(int bound) {
    return bound - 1;
  }

  /** How many files have an error that lasts. */
  default int lasting() {
    return 0;
  }
}
