package dev.lasso.workloads.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** {@link ScheduledThreadPoolExecutor}. */
public final class ScheduledPoolContract {

  private final ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
  private final AtomicInteger runs = new AtomicInteger();

  private boolean closed() throws InterruptedException {
    pool.shutdown();
    return pool.awaitTermination(Actor.LONG_MILLIS, TimeUnit.MILLISECONDS);
  }

  public void delay(Observations log) throws Exception {
    ScheduledFuture<String>[] future = newFuture();
    log.holds("lasts", Actor.lasts(15, () -> {
      future[0] = pool.schedule(() -> "done", 15, TimeUnit.MILLISECONDS);
      future[0].get();
    }));
    log.saw("result", future[0].get(), "done");
    log.holds("delay left", future[0].getDelay(TimeUnit.NANOSECONDS) <= 0);
    log.holds("closed", closed());
  }

  @SuppressWarnings("unchecked")
  private static ScheduledFuture<String>[] newFuture() {
    return (ScheduledFuture<String>[]) new ScheduledFuture<?>[1];
  }

  public void orderByTime(Observations log) throws Exception {
    List<String> order = new ArrayList<>();
    CountDownLatch ready = new CountDownLatch(1);
    pool.execute(() -> awaitQuietly(ready));
    pool.schedule(() -> order.add("late"), 300, TimeUnit.MILLISECONDS);
    pool.schedule(() -> order.add("early"), 1, TimeUnit.MILLISECONDS);
    ready.countDown();
    log.holds("closed", closed());
    log.saw("order", order, "[early, late]");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public void fixedRate(Observations log) throws Exception {
    CountDownLatch four = new CountDownLatch(4);
    long start = System.nanoTime();
    ScheduledFuture<?> future = pool.scheduleAtFixedRate(four::countDown, 5, 5, TimeUnit.MILLISECONDS);
    four.await();
    log.holds("four lasts", System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(20));
    log.holds("cancel", future.cancel(false));
    log.call("get", future::get, "threw CancellationException");
    log.holds("closed", closed());
  }

  public void fixedRateCatchesUp(Observations log) throws Exception {
    CountDownLatch four = new CountDownLatch(4);
    CountDownLatch gate = new CountDownLatch(1);
    long start = System.nanoTime();
    pool.execute(() -> awaitQuietly(gate));
    ScheduledFuture<?> future = pool.scheduleAtFixedRate(() -> {
      runs.incrementAndGet();
      four.countDown();
    }, 5, 5, TimeUnit.MILLISECONDS);
    Thread.sleep(25);
    gate.countDown();
    four.await();
    log.holds("four runs after a late start", runs.get() >= 4);
    log.holds("none before the gate", System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(25));
    future.cancel(false);
    log.holds("closed", closed());
  }

  public void fixedDelay(Observations log) throws Exception {
    CountDownLatch three = new CountDownLatch(3);
    long start = System.nanoTime();
    ScheduledFuture<?> future = pool.scheduleWithFixedDelay(() -> {
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      three.countDown();
    }, 5, 5, TimeUnit.MILLISECONDS);
    three.await();
    log.holds("three runs and three delays last", System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(30));
    future.cancel(false);
    log.holds("closed", closed());
  }

  public void failureEndsTheSeries(Observations log) throws Exception {
    ScheduledFuture<?> future = pool.scheduleAtFixedRate(() -> {
      if (runs.incrementAndGet() == 2) {
        throw new IllegalStateException("on purpose");
      }
    }, 1, 1, TimeUnit.MILLISECONDS);
    log.call("get", future::get, "threw ExecutionException of IllegalStateException");
    Thread.sleep(10);
    log.saw("runs", runs, 2);
    log.holds("closed", closed());
  }

  public void cancelBeforeItsTime(Observations log) throws Exception {
    ScheduledFuture<?> future = pool.schedule(runs::incrementAndGet, 1, TimeUnit.HOURS);
    log.holds("cancel", future.cancel(true));
    log.saw("still in the queue", pool.getQueue().size(), 1);
    pool.setRemoveOnCancelPolicy(true);
    pool.schedule(runs::incrementAndGet, 1, TimeUnit.HOURS).cancel(true);
    log.saw("removed by policy", pool.getQueue().size(), 1);
    log.holds("closed", closed());
    log.saw("runs", runs, 0);
  }

  public void shutdownKeepsDelayedDropsPeriodic(Observations log) throws Exception {
    ScheduledFuture<Integer> once = pool.schedule(runs::incrementAndGet, 10, TimeUnit.MILLISECONDS);
    ScheduledFuture<?> periodic = pool.scheduleAtFixedRate(runs::incrementAndGet, 1, 1, TimeUnit.HOURS);
    log.holds("closed", closed());
    log.saw("delayed", once.get(), 1);
    log.holds("periodic", periodic.isCancelled());
    log.call("later", () -> pool.schedule(runs::incrementAndGet, 1, TimeUnit.MILLISECONDS),
        "threw RejectedExecutionException");
  }

  public void shutdownNowDropsAll(Observations log) throws Exception {
    pool.schedule(runs::incrementAndGet, 1, TimeUnit.HOURS);
    log.saw("dropped", pool.shutdownNow().size(), 1);
    log.holds("closed", closed());
    log.saw("runs", runs, 0);
  }
}
