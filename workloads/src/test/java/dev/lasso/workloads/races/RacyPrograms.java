package dev.lasso.workloads.races;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Small programs, each with one edge missing. */
public final class RacyPrograms {

  private static int total;

  private int hits;
  private boolean ready;
  private int[] slots = new int[4];
  private @Nullable RacyPrograms instance;

  private RacyPrograms() {}

  private static void both(Runnable first, Runnable second) throws InterruptedException {
    Thread one = new Thread(first, "first");
    Thread two = new Thread(second, "second");
    one.start();
    two.start();
    one.join();
    two.join();
  }

  public static void unsynchronizedCounter() throws InterruptedException {
    RacyPrograms it = new RacyPrograms();
    both(() -> it.hits++, () -> it.hits++);
  }

  public static void staticField() throws InterruptedException {
    both(() -> total = 1, () -> total = 2);
  }

  public static void flagThatIsNotVolatile() throws InterruptedException {
    RacyPrograms it = new RacyPrograms();
    both(() -> it.ready = true, () -> {
      while (!it.ready) {
        Thread.yield();
      }
    });
  }

  public static void doubleCheckedLocking() throws InterruptedException {
    RacyPrograms it = new RacyPrograms();
    Runnable get = () -> {
      if (it.instance == null) {
        synchronized (it) {
          if (it.instance == null) {
            it.instance = new RacyPrograms();
          }
        }
      }
    };
    both(get, get);
  }

  public static void twoLocks() throws InterruptedException {
    RacyPrograms it = new RacyPrograms();
    Object other = new Object();
    both(() -> {
      synchronized (it) {
        it.hits++;
      }
    }, () -> {
      synchronized (other) {
        it.hits++;
      }
    });
  }

  public static void arrayElement() throws InterruptedException {
    int[] slots = new int[4];
    both(() -> slots[3] = 1, () -> slots[3] = 2);
  }

  public static void publicationWithoutAnEdge() throws InterruptedException {
    RacyPrograms it = new RacyPrograms();
    both(() -> it.instance = new RacyPrograms(), () -> {
      RacyPrograms seen = it.instance;
      if (seen != null) {
        seen.slots = new int[1];
      }
    });
  }

  public static void notifiedUnderAnotherMonitor() throws InterruptedException {
    RacyPrograms it = new RacyPrograms();
    Object monitor = new Object();
    both(() -> {
      it.ready = true;
      synchronized (monitor) {
        monitor.notifyAll();
      }
    }, () -> {
      synchronized (it) {
        it.ready = !it.ready;
      }
    });
  }

  public static void writeAfterStart() throws InterruptedException {
    RacyPrograms it = new RacyPrograms();
    Thread thread = new Thread(() -> it.hits++);
    thread.start();
    it.hits = 1;
    thread.join();
  }

  public static void readWithoutJoin() {
    RacyPrograms it = new RacyPrograms();
    new Thread(() -> it.hits++).start();
    total = it.hits;
  }

  public static void tasksOfAPool() throws Exception {
    RacyPrograms it = new RacyPrograms();
    ExecutorService pool = Executors.newFixedThreadPool(2);
    Future<?> one = pool.submit(() -> {
      it.hits++;
    });
    Future<?> two = pool.submit(() -> {
      it.hits++;
    });
    one.get();
    two.get();
    pool.shutdown();
  }

  public static void latchCountedDownTooEarly() throws InterruptedException {
    RacyPrograms it = new RacyPrograms();
    CountDownLatch latch = new CountDownLatch(1);
    both(() -> {
      latch.countDown();
      it.hits = 1;
    }, () -> {
      try {
        latch.await();
      } catch (InterruptedException never) {
        throw new AssertionError(never);
      }
      total = it.hits;
    });
  }

  public static void anotherAtomic() throws InterruptedException {
    RacyPrograms it = new RacyPrograms();
    AtomicInteger mine = new AtomicInteger();
    AtomicInteger yours = new AtomicInteger();
    both(() -> {
      it.hits++;
      mine.incrementAndGet();
    }, () -> {
      yours.incrementAndGet();
      it.hits++;
    });
  }

  public static void unparkAlone() throws InterruptedException {
    RacyPrograms it = new RacyPrograms();
    Thread parked = new Thread(() -> {
      java.util.concurrent.locks.LockSupport.park();
      it.hits++;
    });
    parked.start();
    it.hits = 1;
    java.util.concurrent.locks.LockSupport.unpark(parked);
    parked.join();
  }

  public static void anotherVolatileOfTheObject() throws InterruptedException {
    Pair pair = new Pair();
    both(() -> {
      pair.data = 1;
      pair.left = true;
    }, () -> {
      if (!pair.right) {
        pair.data = 2;
      }
    });
  }

  private static final class Pair {
    private volatile boolean left;
    private volatile boolean right;
    private int data;
  }

}
