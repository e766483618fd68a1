package dev.lasso.workloads.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The five awaits of {@link Condition}, and its signals. */
@SuppressWarnings("DoNotCall") // what must not be called is tried
public final class ConditionContract {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition condition = lock.newCondition();

  private Actor awaiting(String name, Actor.Body await) throws InterruptedException {
    return Actor.start(name, () -> {
      lock.lock();
      try {
        return await.run();
      } finally {
        lock.unlock();
      }
    }).untilWaiting();
  }

  private void locked(Runnable deed) {
    lock.lock();
    try {
      deed.run();
    } finally {
      lock.unlock();
    }
  }

  public void signalledAwaits(Observations log) throws Exception {
    signalled(log, "await", Actor.Deed.body(condition::await), "returned nothing");
    signalled(log, "await(time)", () -> condition.await(1, TimeUnit.HOURS), "returned true");
    signalled(log, "awaitNanos", () -> condition.awaitNanos(TimeUnit.HOURS.toNanos(1)) > 0, "returned true");
    signalled(log, "awaitUntil", () -> condition.awaitUntil(new Date(System.currentTimeMillis() + 3_600_000)),
        "returned true");
    signalled(log, "awaitUninterruptibly", Actor.Deed.body(condition::awaitUninterruptibly), "returned nothing");
  }

  private void signalled(Observations log, String what, Actor.Body await, String documented) throws Exception {
    Actor actor = awaiting(what, await);
    locked(() -> log.saw(what + ", waiters", lock.getWaitQueueLength(condition), 1));
    locked(condition::signal);
    log.saw(what, actor.end(), documented);
  }

  public void timedAwaits(Observations log) throws Exception {
    lock.lock();
    try {
      log.call("await(time)", () -> condition.await(5, TimeUnit.MILLISECONDS), "returned false");
      log.call("awaitNanos", () -> condition.awaitNanos(5_000_000) <= 0, "returned true");
      log.call("awaitUntil", () -> condition.awaitUntil(new Date(System.currentTimeMillis() + 5)), "returned false");
      log.call("await(0)", () -> condition.await(0, TimeUnit.SECONDS), "returned false");
      log.call("awaitUntil the past", () -> condition.awaitUntil(new Date(1)), "returned false");
      log.holds("await lasts", Actor.lasts(15, () -> condition.awaitNanos(15_000_000)));
      log.holds("held afterwards", lock.isHeldByCurrentThread());
    } finally {
      lock.unlock();
    }
  }

  public void signalsAreInOrder(Observations log) throws Exception {
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    List<Actor> actors = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      actors.add(awaiting(name, () -> {
        condition.await();
        return order.add(name);
      }));
    }
    for (int i = 1; i <= 3; i++) {
      locked(condition::signal);
      int expected = i;
      Actor.until(() -> order.size() == expected);
    }
    log.saw("order", order, "[a, b, c]");
    for (Actor actor : actors) {
      log.saw("end", actor.end(), "returned true");
    }
  }

  public void signalAllIsInOrder(Observations log) throws Exception {
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    List<Actor> actors = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      actors.add(awaiting(name, () -> {
        condition.await();
        return order.add(name);
      }));
    }
    locked(condition::signalAll);
    for (Actor actor : actors) {
      log.saw("end", actor.end(), "returned true");
    }
    log.saw("order", order, "[a, b, c]");
  }

  public void signalWakesOne(Observations log) throws Exception {
    Actor first = awaiting("first", Actor.Deed.body(condition::await));
    Actor second = awaiting("second", Actor.Deed.body(condition::await));
    locked(condition::signal);
    log.saw("first", first.end(), "returned nothing");
    log.saw("second", second.thread().getState(), "WAITING");
    locked(condition::signal);
    log.saw("second", second.end(), "returned nothing");
  }

  public void signalIsNotRemembered(Observations log) throws Exception {
    locked(condition::signalAll);
    Actor late = awaiting("late", Actor.Deed.body(condition::await));
    log.saw("late", late.thread().getState(), "WAITING");
    locked(condition::signal);
    log.saw("end", late.end(), "returned nothing");
  }

  public void conditionsOfOneLockAreApart(Observations log) throws Exception {
    Condition other = lock.newCondition();
    Actor actor = awaiting("actor", Actor.Deed.body(condition::await));
    locked(other::signalAll);
    log.saw("after a signal of the other", actor.thread().getState(), "WAITING");
    locked(condition::signalAll);
    log.saw("end", actor.end(), "returned nothing");
  }

  public void awaitRestoresTheHoldCount(Observations log) throws Exception {
    Actor actor = awaiting("actor", () -> {
      lock.lock();
      lock.lock();
      try {
        condition.await();
        return lock.getHoldCount();
      } finally {
        lock.unlock();
        lock.unlock();
      }
    });
    locked(condition::signal);
    log.saw("hold count", actor.end(), "returned 3");
    log.saw("locked", lock.isLocked(), false);
  }

  public void signalledWaiterNeedsTheLock(Observations log) throws Exception {
    boolean[] left = new boolean[1];
    Actor actor = awaiting("actor", () -> {
      condition.await();
      return left[0];
    });
    lock.lock();
    condition.signal();
    log.holds("queued for the lock", lock.hasQueuedThread(actor.thread()));
    left[0] = true;
    lock.unlock();
    log.saw("end", actor.end(), "returned true");
  }

  public void illegalStates(Observations log) {
    String illegal = "threw IllegalMonitorStateException";
    log.call("await", Actor.Deed.body(condition::await), illegal);
    log.call("awaitUninterruptibly", Actor.Deed.body(condition::awaitUninterruptibly), illegal);
    log.call("awaitNanos", () -> condition.awaitNanos(1), illegal);
    log.call("signal", Actor.Deed.body(condition::signal), illegal);
    log.call("signalAll", Actor.Deed.body(condition::signalAll), illegal);
  }

  public void ofReadWriteLocks(Observations log) throws Exception {
    ReentrantReadWriteLock readWrite = new ReentrantReadWriteLock();
    log.call("of the read lock", () -> readWrite.readLock().newCondition(), "threw UnsupportedOperationException");
    Condition writers = readWrite.writeLock().newCondition();
    Actor actor = Actor.doing("writer", () -> {
      readWrite.writeLock().lock();
      try {
        writers.await();
      } finally {
        readWrite.writeLock().unlock();
      }
    }).untilWaiting();
    readWrite.writeLock().lock();
    writers.signal();
    readWrite.writeLock().unlock();
    log.saw("of the write lock", actor.end(), "returned nothing");
  }
}
