package dev.lasso.workloads.wtperf;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The end of a phase, for threads that do something every few seconds until then. */
final class PhaseEnd {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private boolean over;

  void come() {
    lock.lock();
    try {
      over = true;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until {@link System#nanoTime} has reached {@code deadline} or the phase is over, and answers whether it is.
   */
  boolean comesBefore(long deadline) throws InterruptedException {
    lock.lock();
    try {
      for (long left = deadline - System.nanoTime(); !over && left > 0; left = deadline - System.nanoTime()) {
        ended.awaitNanos(left);
      }
      return over;
    } finally {
      lock.unlock();
    }
  }
}
