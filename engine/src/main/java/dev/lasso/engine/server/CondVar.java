package dev.lasso.engine.server;

import dev.lasso.engine.options.Quirk;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/*
 * What is waited for is changed without a lock: a server's order to stop, the state of a flush. So a waiter that tests
 * it and then begins to wait may miss the signal in between. Here the test is made under the lock, and the signaller
 * takes the lock after its change: either the test sees the change, or the signal finds the waiter waiting.
 *
 * WiredTiger until 2.9.1 had no test under the lock. To spare the signaller the lock it counted waiters, and the count
 * went up before the mutex was taken:
 *
 *     waiter: waiters 0 -> 1
 *                                signaller: sees 1, takes the mutex, broadcasts to nobody, lets go
 *     waiter: takes the mutex, waits
 *
 * Every wait had a time limit, most of them 100 ms, so that the lost signal cost no more than that and nobody saw it.
 * The quirk condition-wait-without-timeout has the old order and no limits. A signal that found no waiter was kept in
 * the count, as -1, for the next one. Source: WT-3097.
 */
/** A condition to wait for, with a time limit, whose state is changed without its lock. */
public final class CondVar {
  private static final int SIGNALLED = -1;
  private static final long NANOS_PER_MICRO = 1000;

  private final boolean countsFirst;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition signalled = lock.newCondition();
  private final AtomicInteger waiters = new AtomicInteger();

  /** A condition without waiters. */
  public CondVar(Set<Quirk> quirks) {
    countsFirst = quirks.contains(Quirk.CONDITION_WAIT_WITHOUT_TIMEOUT);
  }

  /**
   * Waits for a signal, for at most {@code micros} microseconds, 0 being no limit; not at all unless {@code needed}
   * says so. It may also return for no reason, so the caller tests again. An interrupt does not end it and is kept.
   */
  public void await(long micros, BooleanSupplier needed) {
    if (countsFirst && (!needed.getAsBoolean() || waiters.incrementAndGet() == 0)) {
      return;
    }
    lock.lock();
    try {
      if (countsFirst) {
        signalled.awaitUninterruptibly();
        waiters.decrementAndGet();
      } else if (needed.getAsBoolean()) {
        waiters.incrementAndGet();
        awaitUninterruptibly(micros);
        waiters.decrementAndGet();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Wakes all waiters; called after the change that they wait for. */
  public void signal() {
    if (countsFirst && (waiters.get() == SIGNALLED || waiters.compareAndSet(0, SIGNALLED))) {
      return;
    }
    lock.lock();
    try {
      signalled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many threads wait now; takes no lock. */
  public int waiters() {
    return Math.max(0, waiters.get());
  }

  private void awaitUninterruptibly(long micros) {
    if (micros == 0) {
      signalled.awaitUninterruptibly();
      return;
    }
    boolean interrupted = false;
    boolean waited = false;
    long deadline = System.nanoTime() + micros * NANOS_PER_MICRO;
    while (!waited) {
      try {
        signalled.awaitNanos(deadline - System.nanoTime());
        waited = true;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
