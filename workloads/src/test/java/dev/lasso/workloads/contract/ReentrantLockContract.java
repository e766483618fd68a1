package dev.lasso.workloads.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** {@link ReentrantLock}, fair and not. */
public final class ReentrantLockContract {

  public void holdCounts(Observations log) throws Exception {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    lock.lockInterruptibly();
    log.holds("tryLock by the holder", lock.tryLock());
    log.saw("hold count", lock.getHoldCount(), 3);
    lock.unlock();
    lock.unlock();
    log.saw("tryLock by another", Actor.start("other", lock::tryLock).end(), "returned false");
    log.saw("isLocked, seen by another", Actor.start("other", () -> lock.isLocked() + " " + lock.getHoldCount()).end(),
        "returned true 0");
    lock.unlock();
    log.saw("locked", lock.isLocked() || lock.isHeldByCurrentThread(), false);
    log.call("unlock too often", Actor.Deed.body(lock::unlock), "threw IllegalMonitorStateException");
  }

  public void unlockByAnother(Observations log) throws Exception {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    log.saw("unlock", Actor.doing("other", lock::unlock).end(), "threw IllegalMonitorStateException");
    log.holds("still mine", lock.isHeldByCurrentThread());
    lock.unlock();
  }

  public void timedTryLock(Observations log) throws Exception {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    log.saw("times out", Actor.start("other", () -> {
      boolean lasts = Actor.lasts(15, () -> {
        if (lock.tryLock(15, TimeUnit.MILLISECONDS)) {
          throw new IllegalStateException("got it");
        }
      });
      return lasts + " " + lock.tryLock(0, TimeUnit.SECONDS);
    }).end(), "returned true false");
    Actor patient = Actor.start("patient", () -> {
      boolean got = lock.tryLock(1, TimeUnit.HOURS);
      lock.unlock();
      return got;
    }).untilWaiting();
    log.holds("queued", lock.hasQueuedThread(patient.thread()) && lock.getQueueLength() == 1);
    lock.unlock();
    log.saw("gets it", patient.end(), "returned true");
    log.saw("queue", lock.hasQueuedThreads(), false);
  }

  public void fairOrder(Observations log) throws Exception {
    order(log, new ReentrantLock(true));
  }

  /** Also without fairness those who wait already are served in the order of their coming, if nobody barges in. */
  public void queueOrder(Observations log) throws Exception {
    order(log, new ReentrantLock());
  }

  private static void order(Observations log, ReentrantLock lock) throws InterruptedException {
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    List<Actor> actors = new ArrayList<>();
    lock.lock();
    for (String name : List.of("a", "b", "c", "d")) {
      actors.add(Actor.doing(name, () -> {
        lock.lock();
        order.add(name);
        lock.unlock();
      }).untilWaiting());
    }
    log.saw("queued", lock.getQueueLength(), 4);
    lock.unlock();
    for (Actor actor : actors) {
      log.saw("end", actor.end(), "returned nothing");
    }
    log.saw("order", order, "[a, b, c, d]");
  }

  public void tryLockBargesInOnAFairLock(Observations log) throws Exception {
    ReentrantLock lock = new ReentrantLock(true);
    log.holds("fair", lock.isFair());
    log.holds("tryLock", lock.tryLock());
    log.holds("timed tryLock of a free one", lock.tryLock(1, TimeUnit.SECONDS));
    log.saw("hold count", lock.getHoldCount(), 2);
    lock.unlock();
    lock.unlock();
  }

  public void mutualExclusion(Observations log) throws Exception {
    ReentrantLock lock = new ReentrantLock();
    int[] count = {0};
    List<Actor> actors = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      actors.add(Actor.doing("counter", () -> {
        for (int j = 0; j < 20; j++) {
          lock.lock();
          count[0]++;
          lock.unlock();
        }
      }));
    }
    for (Actor actor : actors) {
      log.saw("end", actor.end(), "returned nothing");
    }
    log.saw("count", count[0], 60);
  }
}
