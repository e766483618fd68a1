package dev.lasso.engine.async;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The operations that wait for a worker, in the order in which they came. It has room for every operation there is and
 * the one that a flush sends after them, so adding never waits.
 */
final class OperationRing {
  private final ReentrantLock lock = new ReentrantLock();
  private final @Nullable Operation[] slots;
  private volatile long head;
  private volatile long tail;
  private boolean closed;

  OperationRing(int slots) {
    this.slots = new Operation[slots];
  }

  /** Adds {@code operation}; false if the ring is closed. */
  boolean add(Operation operation) {
    lock.lock();
    try {
      long at = head;
      if (at - tail == slots.length) {
        throw new IllegalStateException("more operations are enqueued than there are");
      }
      if (!closed) {
        operation.enter(OperationState.ENQUEUED);
        slots[(int) (at % slots.length)] = operation;
        head = at + 1;
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** The next operation, now WORKING, or null if there is none. */
  @Nullable
  Operation poll() {
    if (head == tail) {
      return null;
    }
    lock.lock();
    try {
      long at = tail;
      int slot = (int) (at % slots.length);
      Operation operation = slots[slot];
      if (operation != null) {
        operation.enter(OperationState.WORKING);
        slots[slot] = null;
        tail = at + 1;
      }
      return operation;
    } finally {
      lock.unlock();
    }
  }

  /** Lets nothing in any more. */
  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  String describe() {
    return "ring slots=" + slots.length + " head=" + head + " tail=" + tail;
  }
}
