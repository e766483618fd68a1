package dev.lasso.sim.trace;

import dev.lasso.sim.jdk.HeapReader;
import dev.lasso.sim.jdk.RealJdk;
import java.util.ArrayList;
import java.util.List;
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
 * The synchronisers of {@code java.util.concurrent} that a run has called. A thread that waits for a lock is parked by a
 * hidden object of it, its {@code sync}; here stands which belongs to which.
 */
final class Synchronisers {

  private static final String SYNC = "sync";

  private final HeapReader heap = new HeapReader();
  private final List<Known> known = new ArrayList<>();

  private record Known(Object synchroniser, Object sync) {}

  /** Whether a call of this object matters; of locks and conditions, what comes of it does. */
  static boolean isTelling(Object called) {
    return called instanceof Executor || called instanceof Future || called instanceof BlockingQueue
        || called instanceof Semaphore || called instanceof CountDownLatch || called instanceof CyclicBarrier
        || called instanceof Phaser || called instanceof Exchanger || called instanceof StampedLock;
  }

  /** A task calls this object. */
  void called(Object synchroniser) {
    for (int i = known.size() - 1; i >= 0; i--) {
      if (known.get(i).synchroniser == synchroniser) {
        known.add(known.remove(i));
        return;
      }
    }
    Object sync = sync(synchroniser);
    if (sync != null) {
      known.add(new Known(synchroniser, sync));
    }
  }

  private @Nullable Object sync(Object synchroniser) {
    for (HeapReader.Slot slot : heap.slots(synchroniser.getClass())) {
      if (slot.name().equals(SYNC) && slot.owner().getName().startsWith("java.util.concurrent.")) {
        return slot.read(synchroniser);
      }
    }
    return null;
  }

  /** What a thread waits for that is parked by {@code blocker}: the lock whose hidden part that is, or itself. */
  Object of(Object blocker) {
    for (int i = known.size() - 1; i >= 0; i--) {
      if (known.get(i).sync == blocker) {
        return known.get(i).synchroniser;
      }
    }
    return blocker;
  }

  /** Who holds a lock exclusively; null if nobody does, or if that cannot be told. */
  @Nullable
  Thread owner(Object lock) {
    Object sync = lock instanceof Lock ? sync(lock) : lock;
    return sync instanceof AbstractOwnableSynchronizer ownable ? RealJdk.exclusiveOwner(ownable) : null;
  }
}
