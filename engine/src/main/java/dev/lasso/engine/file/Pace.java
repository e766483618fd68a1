package dev.lasso.engine.file;

/** How fast a file may grow. */
public interface Pace {
  /** As fast as it can. */
  static Pace unlimited() {
    return bytes -> {};
  }

  /** Returns when that many bytes may be written. */
  void await(int bytes);
}
