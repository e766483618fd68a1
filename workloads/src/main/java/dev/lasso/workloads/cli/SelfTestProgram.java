package dev.lasso.workloads.cli;

import dev.lasso.sim.Run;
import dev.lasso.sim.Workload;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What {@link SelfTest} runs: one thread waits for the other by each of the ways that the rest is built on (a monitor,
 * a condition, a permit, a sleep), then for its end.
 */
public final class SelfTestProgram implements Workload {

  private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition condition = lock.newCondition();
  private volatile int stage;

  @Override
  public String name() {
    return "self-test";
  }

  @Override
  public String description() {
    return "one thread waits for another in every basic way";
  }

  @Override
  public void run(Run run) throws InterruptedException {
    Thread main = Thread.currentThread();
    long start = System.nanoTime();
    Thread other = new Thread(() -> answer(main), "other");
    other.start();
    synchronized (this) {
      while (stage < 1) {
        wait();
      }
    }
    lock.lock();
    try {
      while (stage < 2) {
        condition.await();
      }
    } finally {
      lock.unlock();
    }
    while (stage < 3) {
      LockSupport.park(this);
    }
    Thread.sleep(TimeUnit.NANOSECONDS.toMillis(HOUR_NANOS));
    other.join();
    if (System.nanoTime() - start < HOUR_NANOS) {
      throw new AssertionError("an hour's sleep did not take an hour");
    }
  }

  private void answer(Thread main) {
    synchronized (this) {
      stage = 1;
      notifyAll();
    }
    lock.lock();
    try {
      stage = 2;
      condition.signalAll();
    } finally {
      lock.unlock();
    }
    stage = 3;
    LockSupport.unpark(main);
  }
}
