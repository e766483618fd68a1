package dev.lasso.workloads.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** {@link Timer}. */
public final class TimerContract {

  private static TimerTask task(Runnable deed) {
    return new TimerTask() {
      @Override
      public void run() {
        deed.run();
      }
    };
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public void onceAndInOrder(Observations log) throws Exception {
    Timer timer = new Timer("timer");
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch all = new CountDownLatch(3);
    CountDownLatch gate = new CountDownLatch(1);
    timer.schedule(task(() -> awaitQuietly(gate)), 0);
    for (int delay : new int[]{300, 10, 150}) {
      timer.schedule(task(() -> {
        order.add(delay + " on " + Thread.currentThread().getName());
        all.countDown();
      }), delay);
    }
    gate.countDown();
    log.holds("lasts", Actor.lasts(5, all::await));
    log.saw("order", order, "[10 on timer, 150 on timer, 300 on timer]");
    timer.cancel();
  }

  public void periodic(Observations log) throws Exception {
    Timer timer = new Timer(true);
    CountDownLatch delayed = new CountDownLatch(3);
    CountDownLatch rated = new CountDownLatch(3);
    long start = System.nanoTime();
    timer.schedule(task(delayed::countDown), 5, 5);
    timer.scheduleAtFixedRate(task(rated::countDown), new Date(), 5);
    delayed.await();
    log.holds("three last", System.nanoTime() - start >= 13_000_000);
    rated.await();
    timer.cancel();
    log.call("after cancel", Actor.Deed.body(() -> timer.schedule(task(() -> {}), 1)), "threw IllegalStateException");
  }

  public void cancelledTaskDoesNotRun(Observations log) throws Exception {
    Timer timer = new Timer();
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch busy = new CountDownLatch(1);
    timer.schedule(task(() -> {
      busy.countDown();
      awaitQuietly(gate);
    }), 0);
    busy.await();
    TimerTask cancelled = task(runs::incrementAndGet);
    timer.schedule(cancelled, 3_600_000);
    log.holds("cancel", cancelled.cancel());
    log.saw("again", cancelled.cancel(), false);
    log.saw("purged", timer.purge(), 1);
    gate.countDown();
    CountDownLatch other = new CountDownLatch(1);
    timer.schedule(task(other::countDown), 1);
    other.await();
    log.saw("runs", runs, 0);
    log.call("scheduled twice", Actor.Deed.body(() -> timer.schedule(cancelled, 1)), "threw IllegalStateException");
    timer.cancel();
  }

  public void failingTaskEndsTheTimer(Observations log) throws Exception {
    AtomicReference<Thread> worker = new AtomicReference<>();
    Timer timer = new Timer();
    timer.schedule(task(() -> {
      Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> worker.set(thread));
      throw new IllegalStateException("on purpose");
    }), 0);
    Actor.until(() -> worker.get() != null);
    worker.get().join();
    log.call("afterwards", Actor.Deed.body(() -> timer.schedule(task(() -> {}), 1)), "threw IllegalStateException");
  }
}
