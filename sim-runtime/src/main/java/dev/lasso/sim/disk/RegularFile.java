package dev.lasso.sim.disk;

/** A file with contents. */
final class RegularFile extends Node {

  private final Content content;

  /** An empty file. */
  RegularFile(long number, int permissions, long now) {
    super(number, Type.REGULAR, permissions, now);
    content = new Content();
  }

  /** A copy, which shares the bytes of pages. */
  RegularFile(RegularFile original) {
    super(original);
    content = original.content.copy();
  }

  Content content() {
    return content;
  }

  @Override
  long size() {
    return content.size();
  }

  @Override
  long allocated() {
    return content.allocated();
  }
}
