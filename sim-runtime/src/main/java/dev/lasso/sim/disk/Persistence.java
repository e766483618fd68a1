package dev.lasso.sim.disk;

import java.util.Locale;

/** In which order changes reach a disk, beyond what a program asks for by a sync. */
public enum Persistence {
  /** One call after the other: a loss of power keeps the first ones, and any part of the next. */
  STRICT,
  /**
   * As ext3 does it with {@code data=ordered}, and ext4 without delayed allocation: names and sizes in their order, and
   * before a size the bytes that were written until then. Any sync takes all names and sizes along. Bytes that no size
   * waits for come at any time.
   */
  ORDERED,
  /**
   * What POSIX promises, and nothing more: {@code fsync(2)} of a file keeps its bytes and its size, that of a directory
   * the names in it. All else comes at any time, in any order; but a rename is whole.
   */
  ARBITRARY;

  /** As it is written. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
