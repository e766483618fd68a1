package dev.lasso.engine.server;

/** What a service of a connection could not do: it is closing, or nothing can be evicted from its cache. */
public final class ServiceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ServiceException(String message) {
    super(message);
  }
}
