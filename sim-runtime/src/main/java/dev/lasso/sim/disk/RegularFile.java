package dev.lasso.sim.disk;

/** A file with contents. */
final class RegularFile extends Node {

  private final Content content = new Content();

  RegularFile(long number, int permissions, long now) {
    super(number, Type.REGULAR, permissions, now);
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
