package dev.lasso.engine.async;

import org.jspecify.annotations.Nullable;

/** Hears how an operation ended. */
@FunctionalInterface
public interface AsyncCallback {

  /**
   * The operation has ended. Called once, by a worker or, for an operation that a close has overtaken, by the thread
   * that closes; with no lock held. It may submit operations; it must not close the connection or flush, which would
   * wait for it. What it throws is logged.
   *
   * @param value what a get has found, else null
   * @param failure why the operation was not done, or null if it was
   */
  void completed(byte @Nullable [] value, @Nullable Throwable failure);
}
