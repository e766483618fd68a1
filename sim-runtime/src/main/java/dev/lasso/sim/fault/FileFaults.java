package dev.lasso.sim.fault;

import java.util.function.Supplier;

/** What goes wrong with the calls of a run on its files. */
public interface FileFaults {

  /** Nothing does. */
  FileFaults NONE = new FileFaults() {
    @Override
    public boolean arePlanned() {
      return false;
    }

    @Override
    public long capacity() {
      return Long.MAX_VALUE;
    }

    @Override
    public boolean strike(FaultKind kind, Supplier<String> path) {
      return false;
    }

    @Override
    public int draw(int bound) {
      return 0;
    }

    @Override
    public int lasting() {
      return 0;
    }
  };

  /** Whether anything may. */
  boolean arePlanned();

  /** How many bytes there are for files. */
  long capacity();

  /**
   * A site is passed.
   *
   * @param path of the file, absolute
   * @return whether the fault happens
   */
  boolean strike(FaultKind kind, Supplier<String> path);

  /** Which of {@code bound} ways a fault takes, at most 2^24. */
  int draw(int bound);

  /** How many files have an error that lasts. */
  int lasting();
}
