package dev.lasso.workloads.tour;

import dev.lasso.workloads.program.Crew;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** Stops at what keeps threads apart: monitors, locks, semaphores, atomics, concurrent maps. */
final class LockStops {

  private static final int THREADS = 3;
  private static final int ROUNDS = 4;

  private LockStops() {}

  /** Lets {@link #THREADS} threads do {@code round} {@link #ROUNDS} times each. */
  private static void inParallel(Crew.Work round) throws InterruptedException {
    Crew crew = new Crew();
    for (int i = 0; i < THREADS; i++) {
      crew.add("tourist-" + i, () -> {
        for (int j = 0; j < ROUNDS; j++) {
          round.run();
        }
      });
    }
    crew.run();
  }

  static String monitor() throws InterruptedException {
    Object monitor = new Object();
    StringBuilder turns = new StringBuilder();
    Crew crew = new Crew();
    for (int i = 0; i < 2; i++) {
      int mine = i;
      crew.add("turn-" + i, () -> {
        for (int j = 0; j < ROUNDS; j++) {
          synchronized (monitor) {
            while (turns.length() % 2 != mine) {
              monitor.wait();
            }
            turns.append(mine == 0 ? "a" : "b");
            monitor.notifyAll();
          }
        }
      });
    }
    crew.run();
    return turns.toString();
  }

  static String condition() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Condition changed = lock.newCondition();
    int[] count = {0};
    Crew crew = new Crew();
    crew.add("await", () -> {
      lock.lock();
      try {
        while (count[0] == 0) {
          changed.await(1, TimeUnit.HOURS);
        }
        count[0]++;
      } finally {
        lock.unlock();
      }
    });
    crew.add("signal", () -> {
      lock.lock();
      try {
        count[0]++;
        changed.signal();
      } finally {
        lock.unlock();
      }
    });
    crew.run();
    return "count " + count[0];
  }

  static String fairLock() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock(true);
    int[] count = {0};
    inParallel(() -> {
      lock.lockInterruptibly();
      try {
        count[0] += lock.getHoldCount();
      } finally {
        lock.unlock();
      }
    });
    return "count " + count[0] + ", locked " + lock.isLocked();
  }

  static String readWriteLock() throws InterruptedException {
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    int[] pair = {0, 0};
    AtomicInteger torn = new AtomicInteger();
    inParallel(() -> {
      lock.writeLock().lock();
      try {
        pair[0]++;
        pair[1]++;
        lock.readLock().lock();
      } finally {
        lock.writeLock().unlock();
      }
      if (pair[0] != pair[1]) {
        torn.incrementAndGet();
      }
      lock.readLock().unlock();
    });
    return "count " + pair[0] + ", torn " + torn;
  }

  static String stampedLock() throws InterruptedException {
    StampedLock lock = new StampedLock();
    int[] pair = {0, 0};
    AtomicInteger torn = new AtomicInteger();
    inParallel(() -> {
      long stamp = lock.writeLock();
      pair[0]++;
      pair[1]++;
      lock.unlockWrite(stamp);
      stamp = lock.tryOptimisticRead();
      int first = pair[0];
      int second = pair[1];
      if (!lock.validate(stamp)) {
        stamp = lock.readLock();
        first = pair[0];
        second = pair[1];
        lock.unlockRead(stamp);
      }
      if (first != second) {
        torn.incrementAndGet();
      }
    });
    return "count " + pair[0] + ", torn " + torn;
  }

  static String semaphore() throws InterruptedException {
    Semaphore permits = new Semaphore(2);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger tooMany = new AtomicInteger();
    inParallel(() -> {
      permits.acquire();
      if (inside.incrementAndGet() > 2) {
        tooMany.incrementAndGet();
      }
      inside.decrementAndGet();
      permits.release();
    });
    return "too many " + tooMany + ", left " + permits.availablePermits();
  }

  static String atomics() throws InterruptedException {
    AtomicInteger atomic = new AtomicInteger();
    LongAdder adder = new LongAdder();
    inParallel(() -> {
      atomic.updateAndGet(x -> x + 2);
      adder.increment();
    });
    return "atomic " + atomic + ", adder " + adder.sum();
  }

  static String maps() throws InterruptedException {
    Map<Integer, Integer> hashed = new ConcurrentHashMap<>();
    Map<Integer, Integer> sorted = new ConcurrentSkipListMap<>();
    AtomicInteger next = new AtomicInteger();
    inParallel(() -> {
      int key = next.getAndIncrement() % 3;
      hashed.merge(key, 1, Integer::sum);
      sorted.merge(key, 1, Integer::sum);
    });
    return hashed.equals(sorted) + " " + sorted;
  }
}
