package dev.lasso.workloads.live;

import static dev.lasso.workloads.live.Threads.await;
import static dev.lasso.workloads.live.Threads.sleep;
import static dev.lasso.workloads.live.Threads.start;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Programs with cycles of waits, each a static method, and programs whose cycles come apart. */
@SuppressWarnings({"UnusedMethod", "LockNotBeforeTry"}) // called by name; locks that are never let go of
final class CyclePrograms {

  private static volatile boolean done;

  private CyclePrograms() {}

  // Lost -------------------------------------------------------------------------------------------------------------

  static void monitors() {
    Object a = new Object();
    Object b = new Object();
    CountDownLatch held = new CountDownLatch(2);
    poll();
    start("ab", false, () -> nested(a, held, b));
    start("ba", false, () -> nested(b, held, a));
  }

  static void locks() {
    pair(new ReentrantLock(), new ReentrantLock(), false);
    poll();
  }

  static void readAndWriteLocks() {
    ReentrantReadWriteLock one = new ReentrantReadWriteLock();
    ReentrantReadWriteLock two = new ReentrantReadWriteLock();
    CountDownLatch held = new CountDownLatch(2);
    poll();
    start("reads-two", false, () -> nested(one.writeLock(), held, two.readLock()));
    start("writes-one", false, () -> nested(two.writeLock(), held, one.writeLock()));
  }

  static void threeInACycle() {
    ReentrantLock a = new ReentrantLock();
    Object b = new Object();
    ReentrantLock c = new ReentrantLock();
    CountDownLatch held = new CountDownLatch(3);
    poll();
    start("ab", false, () -> {
      a.lock();
      meet(held);
      synchronized (b) {
        done = true;
      }
    });
    start("bc", false, () -> {
      synchronized (b) {
        meet(held);
        c.lock();
      }
    });
    start("ca", false, () -> nested(c, held, a));
  }

  static void mainBehindDaemons() throws InterruptedException {
    Object a = new Object();
    Object b = new Object();
    CountDownLatch held = new CountDownLatch(2);
    poll();
    start("ab", true, () -> nested(a, held, b));
    start("ba", true, () -> nested(b, held, a));
    Thread.sleep(5);
    synchronized (a) {
      done = true;
    }
  }

  static void besideASpinner() {
    pair(new ReentrantLock(), new ReentrantLock(), false);
    while (!done) {
      Thread.onSpinWait();
    }
  }

  // Not lost ---------------------------------------------------------------------------------------------------------

  static void timedLocks() {
    ReentrantLock a = new ReentrantLock();
    ReentrantLock b = new ReentrantLock();
    CountDownLatch held = new CountDownLatch(2);
    poll();
    start("ab", false, () -> timed(a, held, b));
    start("ba", false, () -> timed(b, held, a));
  }

  static void interruptibleLocks() throws InterruptedException {
    Thread[] pair = pair(new ReentrantLock(), new ReentrantLock(), true);
    Thread.sleep(1_000);
    pair[0].interrupt();
    pair[1].interrupt();
  }

  static void daemonsAlone() throws InterruptedException {
    Object a = new Object();
    Object b = new Object();
    CountDownLatch held = new CountDownLatch(2);
    start("ab", true, () -> nested(a, held, b));
    start("ba", true, () -> nested(b, held, a));
    for (int i = 0; i < 100; i++) {
      Thread.sleep(100);
    }
  }

  static void locksThatAnyoneReleases() throws InterruptedException {
    Gate a = new Gate();
    Gate b = new Gate();
    CountDownLatch held = new CountDownLatch(2);
    start("ab", false, () -> pass(a, held, b));
    start("ba", false, () -> pass(b, held, a));
    Thread.sleep(1_000);
    a.release(1);
    b.release(1);
  }

  static void aSlowHolder() throws InterruptedException {
    Object a = new Object();
    Object b = new Object();
    start("slow", false, () -> {
      synchronized (a) {
        sleep(3_600_000);
      }
    });
    start("behind", false, () -> {
      synchronized (b) {
        synchronized (a) {
          done = true;
        }
      }
    });
    Thread.sleep(5);
    synchronized (b) {
      done = true;
    }
  }

  // Parts ------------------------------------------------------------------------------------------------------------

  private static Thread[] pair(Lock a, Lock b, boolean interruptible) {
    CountDownLatch held = new CountDownLatch(2);
    return new Thread[]{
      start("ab", false, () -> lockBoth(a, held, b, interruptible)),
      start("ba", false, () -> lockBoth(b, held, a, interruptible))};
  }

  private static void lockBoth(Lock first, CountDownLatch held, Lock second, boolean interruptible) {
    first.lock();
    try {
      meet(held);
      if (interruptible) {
        second.lockInterruptibly();
      } else {
        second.lock();
      }
      second.unlock();
    } catch (InterruptedException e) {
      done = true;
    } finally {
      first.unlock();
    }
  }

  private static void nested(Lock first, CountDownLatch held, Lock second) {
    lockBoth(first, held, second, false);
  }

  private static void nested(Object first, CountDownLatch held, Object second) {
    synchronized (first) {
      meet(held);
      synchronized (second) {
        done = true;
      }
    }
  }

  private static void timed(Lock first, CountDownLatch held, Lock second) {
    first.lock();
    try {
      meet(held);
      if (second.tryLock(500, TimeUnit.MILLISECONDS)) {
        second.unlock();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      first.unlock();
    }
  }

  private static void pass(Gate first, CountDownLatch held, Gate second) {
    first.acquire(1);
    meet(held);
    second.acquire(1);
  }

  private static void poll() {
    start("poller", true, () -> {
      while (!done) {
        sleep(30);
      }
    });
  }

  private static void meet(CountDownLatch held) {
    held.countDown();
    await(held);
  }

  /** A lock that remembers who took it, and that anybody may release. */
  private static final class Gate extends AbstractQueuedSynchronizer {

    private static final long serialVersionUID = 1;

    @Override
    protected boolean tryAcquire(int permits) {
      boolean taken = compareAndSetState(0, permits);
      if (taken) {
        setExclusiveOwnerThread(Thread.currentThread());
      }
      return taken;
    }

    @Override
    protected boolean tryRelease(int permits) {
      setState(0);
      return true;
    }
  }
}
