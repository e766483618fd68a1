package dev.lasso.sim.disk;

import java.util.BitSet;

/**
 * Which of the changes of a journal a state keeps, by their places in it.
 *
 * @param names the changes of names that are kept
 * @param sizes which changes of sizes may be kept, and which must
 * @param bytes the same of bytes
 * @param bytesBeforeSizes whether a size takes along what was written to its file before
 */
record Cut(BitSet names, Bounds sizes, Bounds bytes, boolean bytesBeforeSizes) {

  /**
   * Where changes are free.
   *
   * @param from the first that need not be kept
   * @param to the first that cannot be kept, at least {@code from}
   */
  record Bounds(int from, int to) {

    boolean forces(int index) {
      return index < from;
    }

    boolean allows(int index) {
      return index < to;
    }

    Bounds notBefore(int other) {
      return new Bounds(Math.max(from, other), to);
    }
  }
}
