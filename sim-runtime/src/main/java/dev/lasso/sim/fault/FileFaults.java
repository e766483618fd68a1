package dev.lasso.sim.fault;

import java.util.function.ObjLongConsumer;
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

  /**
   * A request is made to the disk: returns when it is done, if ever. Other tasks run meanwhile.
   *
   * @param path of the file, absolute
   * @param bytes how many are read or written
   */
  default void request(Supplier<String> path, long bytes) {}

  /** Tells by name all that decides how requests and sites are answered from now on. */
  default void readState(ObjLongConsumer<String> reader) {}
}
