package dev.lasso.engine.memtable;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The column families whose memtable is full. An insert finds that out, without the mutex; the switch is made by the
 * next writer that has it. A lock-free stack (R. K. Treiber, 1986); nobody but the leading writer pops.
 *
 * @param <T> a column family
 */
public final class FlushScheduler<T> {
  private final AtomicReference<@Nullable Link<T>> head = new AtomicReference<>();

  /** Adds a column family. */
  public void schedule(T family) {
    Link<T> older;
    do {
      older = head.get();
    } while (!head.compareAndSet(older, new Link<>(family, older)));
  }

  public boolean isEmpty() {
    return head.get() == null;
  }

  /** Removes the column family added last, or answers null. */
  public @Nullable T take() {
    Link<T> first = head.get();
    while (first != null && !head.compareAndSet(first, first.older)) {
      first = head.get();
    }
    return first == null ? null : first.family;
  }

  private record Link<T>(T family, @Nullable Link<T> older) {}
}
