package dev.lasso.workloads.seed;

/** What the user gave cannot be used; the message says why, in one line. */
public final class BadInput extends RuntimeException {

  private static final long serialVersionUID = 1;

  public BadInput(String message) {
    super(message);
  }

  public BadInput(String message, Throwable cause) {
    super(message, cause);
  }
}
