package dev.lasso.engine;

import dev.lasso.engine.log.InfoLog;
import java.util.List;
import java.util.function.Consumer;

/** The caller's listeners. One that throws is logged, and keeps nobody from working on. */
final class Listeners {
  private final List<EventListener> listeners;
  private final InfoLog infoLog;
  private final ThreadLocal<Boolean> telling = ThreadLocal.withInitial(() -> false);

  Listeners(List<EventListener> listeners, InfoLog infoLog) {
    this.listeners = listeners;
    this.infoLog = infoLog;
  }

  int size() {
    return listeners.size();
  }

  /** Tells every listener. */
  void tell(Consumer<EventListener> event) {
    boolean nested = telling.get();
    telling.set(true);
    try {
      listeners.forEach(listener -> tell(listener, event));
    } finally {
      telling.set(nested);
    }
  }

  /** Throws if a listener is who calls an operation that waits for background work, since its thread is doing that. */
  void checkIsNone(String operation) {
    if (telling.get()) {
      throw new EngineException("a listener cannot call " + operation
          + ", which waits for work that its own thread is doing; hand it to another thread");
    }
  }

  private void tell(EventListener listener, Consumer<EventListener> event) {
    try {
      event.accept(listener);
    } catch (RuntimeException | Error e) {
      infoLog.error("A listener failed: " + e);
    }
  }
}
