package dev.lasso.sim.disk;

/** A name for a path. */
final class SymbolicLink extends Node {

  private final String target;

  SymbolicLink(long number, String target, long now) {
    super(number, Type.LINK, 0777, now);
    this.target = target;
  }

  /** The same link. */
  SymbolicLink(SymbolicLink original) {
    super(original);
    target = original.target;
  }

  String target() {
    return target;
  }

  @Override
  long size() {
    return target.length();
  }

  @Override
  long allocated() {
    return 0;
  }
}
