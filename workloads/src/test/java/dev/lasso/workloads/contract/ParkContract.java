package dev.lasso.workloads.contract;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** {@link LockSupport}: permits, time limits, blockers. A park may return for no reason, so each is in a loop. */
public final class ParkContract {

  public void unparkBeforePark(Observations log) throws Exception {
    LockSupport.unpark(Thread.currentThread());
    long start = System.nanoTime();
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(5));
    log.holds("returned at once", System.nanoTime() - start < TimeUnit.SECONDS.toNanos(5));
  }

  public void twoUnparksAreOnePermit(Observations log) throws Exception {
    AtomicInteger parks = new AtomicInteger();
    Actor actor = Actor.doing("parking", () -> {
      LockSupport.unpark(Thread.currentThread());
      LockSupport.unpark(Thread.currentThread());
      LockSupport.park();
      parks.incrementAndGet();
      LockSupport.park();
      parks.incrementAndGet();
    }).untilWaiting();
    log.saw("parks passed", parks, 1);
    LockSupport.unpark(actor.thread());
    log.saw("end", actor.end() + " " + parks, "returned nothing 2");
  }

  public void unparkWakes(Observations log) throws Exception {
    AtomicBoolean go = new AtomicBoolean();
    Actor actor = Actor.doing("parking", () -> {
      while (!go.get()) {
        LockSupport.park();
      }
    }).untilWaiting();
    log.saw("parked", actor.thread().getState(), "WAITING");
    go.set(true);
    LockSupport.unpark(actor.thread());
    log.saw("end", actor.end(), "returned nothing");
  }

  public void timeLimits(Observations log) throws Exception {
    log.holds("parkNanos lasts", Actor.lasts(15, () -> {
      long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(15);
      for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }));
    long until = System.currentTimeMillis() + 15;
    while (System.currentTimeMillis() < until) {
      LockSupport.parkUntil(until);
    }
    log.holds("parkUntil lasts", System.currentTimeMillis() >= until);
    LockSupport.parkNanos(0);
    LockSupport.parkNanos(-1);
    LockSupport.parkUntil(1);
    log.holds("no time returns at once", true);
  }

  public void blocker(Observations log) throws Exception {
    Object blocker = "blocker";
    Actor actor = Actor.start("parking", () -> {
      LockSupport.park(blocker);
      return LockSupport.getBlocker(Thread.currentThread());
    }).untilWaiting();
    log.saw("blocker while parked", LockSupport.getBlocker(actor.thread()), "blocker");
    LockSupport.unpark(actor.thread());
    log.saw("blocker afterwards", actor.end(), "returned null");
  }

  public void interruptedParkReturnsAtOnce(Observations log) throws Exception {
    Actor actor = Actor.doing("parking", () -> {
      Thread.currentThread().interrupt();
      LockSupport.park();
      LockSupport.park();
    });
    log.saw("twice", actor.end(), "returned nothing, flag set");
  }

  public void unparkOfNobody(Observations log) throws Exception {
    LockSupport.unpark(null);
    Actor ended = Actor.start("ended", () -> "done");
    log.saw("end", ended.end(), "returned done");
    LockSupport.unpark(ended.thread());
    log.saw("state", ended.thread().getState(), "TERMINATED");
  }
}
