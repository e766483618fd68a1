package dev.lasso.sim.disk;

import dev.lasso.sim.jdk.Memory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Pages of a file that lie side by side in memory outside of the heap, because a program has mapped them. */
final class Mapping {

  private static final byte[] ZEROS = new byte[Content.PAGE];

  private final int first;
  private final int pages;
  private final Memory.Block block;

  /** Each page as it was last told of, if anybody is told. */
  private byte @Nullable [] @Nullable [] known;

  /** All zeros. */
  Mapping(int first, int pages) {
    this.first = first;
    this.pages = pages;
    block = Memory.allocate(length(), Content.PAGE);
    Memory.clear(null, block.address(), length());
  }

  /** The number of the first page. */
  int first() {
    return first;
  }

  long length() {
    return (long) pages * Content.PAGE;
  }

  boolean holds(int page) {
    return page >= first && page - first < pages;
  }

  boolean overlaps(int from, int to) {
    return from < first + pages && to >= first;
  }

  long addressOf(int page) {
    return block.address() + (long) (page - first) * Content.PAGE;
  }

  /** Where a position of the file is. */
  long addressOf(long position) {
    return block.address() + position - (long) first * Content.PAGE;
  }

  /** Takes note of all pages as they are. */
  void know() {
    known = new byte[pages][];
    for (int i = 0; i < pages; i++) {
      byte[] bytes = bytes(i);
      known[i] = isZero(bytes) ? null : bytes;
    }
  }

  /** A page as it was last told of; null for zeros. */
  byte @Nullable [] known(int page) {
    return known == null ? null : known[page - first];
  }

  /** Tells of each run of sectors that has changed since. */
  void settle(Content.Watch watch) {
    if (known == null) {
      return;
    }
    for (int i = 0; i < pages; i++) {
      byte[] before = known[i];
      byte[] after = bytes(i);
      int from = mismatch(before, after, 0);
      if (from >= 0) {
        known[i] = after;
      }
      while (from >= 0) {
        int to = from;
        while (to + 1 < Content.SECTORS && differs(before, after, to + 1)) {
          to++;
        }
        watch.replaced(first + i, before, after, from, to);
        from = mismatch(before, after, to + 1);
      }
    }
  }

  private byte[] bytes(int index) {
    byte[] bytes = new byte[Content.PAGE];
    Memory.copy(null, addressOf(first + index), bytes, Memory.ARRAY_OFFSET, Content.PAGE);
    return bytes;
  }

  private static boolean isZero(byte[] bytes) {
    return mismatch(null, bytes, 0) < 0;
  }

  /** The first sector from {@code from} on that differs, or -1. */
  private static int mismatch(byte @Nullable [] before, byte[] after, int from) {
    for (int sector = from; sector < Content.SECTORS; sector++) {
      if (differs(before, after, sector)) {
        return sector;
      }
    }
    return -1;
  }

  private static boolean differs(byte @Nullable [] before, byte[] after, int sector) {
    int start = sector * Content.SECTOR;
    int end = start + Content.SECTOR;
    return !Arrays.equals(before == null ? ZEROS : before, start, end, after, start, end);
  }

  Memory.Block block() {
    return block;
  }
}
