package dev.lasso.workloads.wakeup;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Programs with threads that wait. */
final class Waiters {

  private Waiters() {}

  /** Nobody notifies it. */
  static void waitsForNothing() throws InterruptedException {
    Object monitor = new Object();
    synchronized (monitor) {
      monitor.wait();
    }
  }

  /** Nobody unparks it. */
  static void parksForNothing() {
    LockSupport.park();
  }

  /** The JDK waits again by itself. */
  static void awaitsAnotherThread() throws InterruptedException {
    CountDownLatch latch = new CountDownLatch(1);
    Thread other = new Thread(latch::countDown);
    other.start();
    latch.await();
    if (latch.getCount() > 0) {
      throw new AssertionError("the latch is closed");
    }
    other.join();
  }

  /** Takes one thing, and looks once whether it is there. */
  static void looksOnce() throws InterruptedException {
    Deque<String> things = new ArrayDeque<>();
    Thread giver = give(things);
    synchronized (things) {
      if (things.isEmpty()) {
        things.wait();
      }
      things.remove();
    }
    giver.join();
  }

  /** Takes one thing, and looks again whenever it wakes, as {@link Object#wait()} wants it. */
  static void looksAgain() throws InterruptedException {
    Deque<String> things = new ArrayDeque<>();
    Thread giver = give(things);
    synchronized (things) {
      while (things.isEmpty()) {
        things.wait();
      }
      things.remove();
    }
    giver.join();
  }

  private static Thread give(Deque<String> things) {
    Thread giver = new Thread(() -> {
      synchronized (things) {
        things.add("thing");
        things.notifyAll();
      }
    });
    giver.start();
    return giver;
  }
}
