package dev.lasso.workloads.strategies;

import java.util.concurrent.locks.LockSupport;

/** Task 1 waits for a notify, task 2 for a permit, task 3 sleeps. */
public final class Waiters {

  private static final Object LOCK = new Gate();
  private static boolean open;

  private static final class Gate {}

  private Waiters() {}

  public static void main(String[] arguments) throws InterruptedException {
    Thread waiter = new Thread(Waiters::await);
    Thread parker = new Thread(LockSupport::park);
    Thread sleeper = new Thread(Waiters::sleep);
    waiter.start();
    parker.start();
    sleeper.start();
    synchronized (LOCK) {
      open = true;
      LOCK.notifyAll();
    }
    LockSupport.unpark(parker);
    sleeper.interrupt();
    waiter.join();
    parker.join();
    sleeper.join();
  }

  private static void await() {
    synchronized (LOCK) {
      while (!open) {
        try {
          LOCK.wait();
        } catch (InterruptedException impossible) {
          throw new IllegalStateException(impossible);
        }
      }
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(1_000);
    } catch (InterruptedException expected) {
      return;
    }
  }
}
