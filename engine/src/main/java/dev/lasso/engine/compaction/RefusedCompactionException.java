package dev.lasso.engine.compaction;

/** Tables that a caller has named cannot be compacted together, or not now; the message says which and why. */
public final class RefusedCompactionException extends Exception {
  private static final long serialVersionUID = 1;

  RefusedCompactionException(String message) {
    super(message);
  }
}
