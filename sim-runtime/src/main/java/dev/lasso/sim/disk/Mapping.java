package dev.lasso.sim.disk;

import dev.lasso.sim.jdk.Memory;

/** Pages of a file that lie side by side in memory outside of the heap, because a program has mapped them. */
final class Mapping {

  private final int first;
  private final int pages;
  private final Memory.Block block;

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

  Memory.Block block() {
    return block;
  }
}
