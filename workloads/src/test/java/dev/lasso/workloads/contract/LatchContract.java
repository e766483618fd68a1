package dev.lasso.workloads.contract;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@link CountDownLatch}. */
public final class LatchContract {

  public void opens(Observations log) throws Exception {
    CountDownLatch latch = new CountDownLatch(2);
    Actor one = Actor.doing("one", latch::await).untilWaiting();
    Actor two = Actor.start("two", () -> latch.await(1, TimeUnit.HOURS)).untilWaiting();
    latch.countDown();
    log.saw("after the first", one.untilWaiting().thread().getState() + " " + latch.getCount(), "WAITING 1");
    latch.countDown();
    log.saw("one", one.end(), "returned nothing");
    log.saw("two", two.end(), "returned true");
    latch.countDown();
    log.saw("never below zero", latch.getCount(), 0);
    latch.await();
    log.call("an open one", () -> latch.await(0, TimeUnit.SECONDS), "returned true");
  }

  public void timesOut(Observations log) throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    log.holds("lasts", Actor.lasts(15, () -> {
      if (latch.await(15, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("it is not open");
      }
    }));
    log.saw("count", latch.getCount(), 1);
    log.call("negative", () -> new CountDownLatch(-1), "threw IllegalArgumentException");
  }
}
