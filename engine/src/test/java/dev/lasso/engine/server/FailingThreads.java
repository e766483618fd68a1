package dev.lasso.engine.server;

/**
 * Makes the making of threads fail for the thread that has it open: the first few it makes are made, the next throws.
 * A new thread inherits thread locals, and asks the local for the value to inherit, which here throws as a system
 * without a thread to give does.
 */
public final class FailingThreads implements AutoCloseable {
  private final InheritableThreadLocal<Integer> local;
  private int left;

  /** Lets {@code made} threads be made. */
  public FailingThreads(int made) {
    left = made;
    local = new InheritableThreadLocal<>() {
      @Override
      protected Integer childValue(Integer parent) {
        if (left-- == 0) {
          throw new OutOfMemoryError("unable to create native thread");
        }
        return parent;
      }
    };
    local.set(made);
  }

  @Override
  public void close() {
    local.remove();
  }
}
