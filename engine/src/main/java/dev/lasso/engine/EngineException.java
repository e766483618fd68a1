package dev.lasso.engine;

/** An operation that the engine could not do: it is closed, or its background work has failed. The cause says why. */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EngineException(String message) {
    super(message);
  }

  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
