package dev.lasso.sim.trace;

import dev.lasso.sim.jdk.HeapReader;
import dev.lasso.sim.jdk.RealJdk;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads the synchronisers of {@code java.util.concurrent}. A thread that waits for a lock is parked by a hidden part of
 * it, its {@code sync}, which knows who holds the lock.
 */
final class Synchronisers {

  private static final String SYNC = "sync";

  private static final String OUTER = "this$0";

  private final HeapReader heap = new HeapReader();

  /** Whether a call of this object matters; of locks and conditions, what comes of it does. */
  static boolean isTelling(Object called) {
    return called instanceof Executor || called instanceof Future || called instanceof BlockingQueue
        || called instanceof Semaphore || called instanceof CountDownLatch || called instanceof CyclicBarrier
        || called instanceof Phaser || called instanceof Exchanger || called instanceof StampedLock;
  }

  /** The hidden part of an object; null if it has none. */
  @Nullable
  Object sync(Object synchroniser) {
    return field(SYNC, synchroniser);
  }

  /** The hidden part of the lock that a condition belongs to; null if it cannot be told. */
  @Nullable
  Object partOf(Object condition) {
    return field(OUTER, condition);
  }

  private @Nullable Object field(String name, Object object) {
    for (HeapReader.Slot slot : heap.slots(object.getClass())) {
      if (slot.name().equals(name) && slot.owner().getName().startsWith("java.util.concurrent.")) {
        return slot.read(object);
      }
    }
    return null;
  }

  /** Who holds a lock exclusively; null if nobody does, or if that cannot be told. */
  @Nullable
  Thread owner(Object lock) {
    Object sync = lock instanceof Lock ? sync(lock) : lock;
    return sync instanceof AbstractOwnableSynchronizer ownable ? RealJdk.exclusiveOwner(ownable) : null;
  }
}
