package dev.lasso.engine.async;

/** As many operations as were configured are under way. WiredTiger answers EBUSY. Try again when one has completed. */
public final class RingFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RingFullException(int operations) {
    super("all " + operations + " asynchronous operations are in use; try again when one has completed, or open with a"
        + " greater async=(ops_max=..)");
  }
}
