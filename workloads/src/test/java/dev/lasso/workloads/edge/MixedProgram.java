package dev.lasso.workloads.edge;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Uses all that is woven; made to be called by real threads too. */
public final class MixedProgram implements Callable<String> {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition turn = lock.newCondition();
  private volatile int volatileCount;
  private int counted;
  private int turns;

  @Override
  public String call() throws Exception {
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      int parity = i % 2;
      threads[i] = new Thread(() -> work(parity));
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    long start = System.nanoTime();
    Thread.sleep(2);
    boolean slept = System.nanoTime() - start >= 2_000_000;
    return counted + " " + turns + " " + volatileCount + " " + slept + " " + Thread.holdsLock(this);
  }

  private void work(int parity) {
    try {
      for (int i = 0; i < 100; i++) {
        count();
        takeTurn(parity);
        synchronized (lock) {
          volatileCount++;
          lock.notifyAll();
          lock.wait(0, 1);
        }
      }
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private synchronized void count() {
    counted++;
  }

  private void takeTurn(int parity) throws InterruptedException {
    lock.lock();
    try {
      while (turns % 2 != parity) {
        turn.await();
      }
      turns++;
      turn.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
