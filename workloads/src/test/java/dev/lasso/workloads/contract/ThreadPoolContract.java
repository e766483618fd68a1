package dev.lasso.workloads.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** {@link ThreadPoolExecutor}. */
public final class ThreadPoolContract {

  private final CountDownLatch gate = new CountDownLatch(1);
  private final AtomicInteger done = new AtomicInteger();

  private void blockAtGate() {
    try {
      gate.await();
      done.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ThreadPoolExecutor tiny(RejectedExecutionHandler handler) {
    return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), handler);
  }

  private static boolean closed(ExecutorService pool) throws InterruptedException {
    pool.shutdown();
    return pool.awaitTermination(Actor.LONG_MILLIS, TimeUnit.MILLISECONDS);
  }

  public void growth(Observations log) throws Exception {
    ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 3, 1, TimeUnit.HOURS, new ArrayBlockingQueue<>(2));
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      pool.execute(this::blockAtGate);
      sizes.add(pool.getPoolSize());
    }
    log.saw("core, then queue, then growth", sizes, "[1, 1, 1, 2, 3]");
    log.call("one too many", Actor.Deed.body(() -> pool.execute(this::blockAtGate)),
        "threw RejectedExecutionException");
    log.saw("queued", pool.getQueue().size(), 2);
    gate.countDown();
    log.holds("closed", closed(pool));
    log.saw("done", done + " " + pool.getCompletedTaskCount() + " " + pool.getLargestPoolSize(), "5 5 3");
  }

  public void callerRuns(Observations log) throws Exception {
    ThreadPoolExecutor pool = tiny(new ThreadPoolExecutor.CallerRunsPolicy());
    pool.execute(this::blockAtGate);
    pool.execute(this::blockAtGate);
    Thread[] ran = new Thread[1];
    pool.execute(() -> ran[0] = Thread.currentThread());
    log.holds("on the caller", ran[0] == Thread.currentThread());
    gate.countDown();
    log.holds("closed", closed(pool));
    log.saw("done", done, 2);
    pool.execute(() -> ran[0] = new Thread());
    log.holds("not after the shutdown", ran[0] == Thread.currentThread());
  }

  public void discards(Observations log) throws Exception {
    ThreadPoolExecutor pool = tiny(new ThreadPoolExecutor.DiscardPolicy());
    for (int i = 0; i < 4; i++) {
      pool.execute(this::blockAtGate);
    }
    gate.countDown();
    log.holds("closed", closed(pool));
    log.saw("done", done, 2);
  }

  public void discardsTheOldest(Observations log) throws Exception {
    ThreadPoolExecutor pool = tiny(new ThreadPoolExecutor.DiscardOldestPolicy());
    List<String> ran = new ArrayList<>();
    pool.execute(this::blockAtGate);
    for (String name : List.of("a", "b", "c")) {
      pool.execute(() -> ran.add(name));
    }
    gate.countDown();
    log.holds("closed", closed(pool));
    log.saw("ran", ran, "[c]");
  }

  public void idleWorkersLeave(Observations log) throws Exception {
    ThreadPoolExecutor pool = new ThreadPoolExecutor(0, 2, 5, TimeUnit.MILLISECONDS, new SynchronousQueue<>());
    pool.submit(done::incrementAndGet).get();
    Actor.until(() -> pool.getPoolSize() == 0);
    log.saw("pool size after the keep-alive time", pool.getPoolSize(), 0);
    pool.submit(done::incrementAndGet).get();
    log.saw("done", done, 2);
    log.holds("closed", closed(pool));
  }

  public void coreWorkersStay(Observations log) throws Exception {
    ThreadPoolExecutor pool = new ThreadPoolExecutor(2, 2, 1, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>());
    log.saw("prestarted", pool.prestartAllCoreThreads(), 2);
    Thread.sleep(10);
    log.saw("pool size", pool.getPoolSize(), 2);
    pool.allowCoreThreadTimeOut(true);
    Actor.until(() -> pool.getPoolSize() == 0);
    log.saw("pool size once they may leave", pool.getPoolSize(), 0);
    log.holds("closed", closed(pool));
  }

  public void orderlyShutdown(Observations log) throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    pool.execute(this::blockAtGate);
    Future<Integer> queued = pool.submit(done::incrementAndGet);
    pool.shutdown();
    log.call("later tasks", () -> pool.submit(done::incrementAndGet), "threw RejectedExecutionException");
    log.saw("terminated", pool.isShutdown() + " " + pool.isTerminated(), "true false");
    log.saw("await", pool.awaitTermination(1, TimeUnit.MILLISECONDS), false);
    gate.countDown();
    log.saw("queued task", queued.get(), 2);
    log.holds("terminates", pool.awaitTermination(Actor.LONG_MILLIS, TimeUnit.MILLISECONDS));
  }

  public void shutdownNow(Observations log) throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    CountDownLatch started = new CountDownLatch(1);
    Future<String> running = pool.submit(() -> {
      started.countDown();
      new CountDownLatch(1).await();
      return "never";
    });
    Future<Integer> queued = pool.submit(done::incrementAndGet);
    started.await();
    log.saw("never begun", pool.shutdownNow().size(), 1);
    log.call("running", running::get, "threw ExecutionException of InterruptedException");
    log.saw("queued", queued.isDone(), false);
    log.holds("terminates", pool.awaitTermination(Actor.LONG_MILLIS, TimeUnit.MILLISECONDS));
  }

  public void cancel(Observations log) throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    CountDownLatch started = new CountDownLatch(1);
    Future<?> running = pool.submit(() -> {
      started.countDown();
      blockAtGate();
    });
    Future<Integer> queued = pool.submit(done::incrementAndGet);
    started.await();
    log.holds("queued", queued.cancel(false) && queued.isCancelled());
    log.call("get", queued::get, "threw CancellationException");
    log.holds("running", running.cancel(true));
    log.saw("again", running.cancel(true), false);
    log.saw("state", running.state(), Future.State.CANCELLED);
    log.saw("the worker goes on", pool.submit(() -> "next").get(), "next");
    log.holds("closed", closed(pool));
    log.saw("done", done, 0);
  }

  public void failures(Observations log) throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    Future<?> failing = pool.submit(() -> {
      throw new IllegalStateException("on purpose");
    });
    log.call("get", failing::get, "threw ExecutionException of IllegalStateException");
    log.saw("state", failing.state(), Future.State.FAILED);
    log.saw("the pool goes on", pool.submit(() -> "next").get(), "next");
    log.call("time-out", () -> pool.submit(this::blockAtGate).get(5, TimeUnit.MILLISECONDS), "threw TimeoutException");
    gate.countDown();
    log.holds("closed", closed(pool));
  }

  public void invokeAllAndAny(Observations log) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    List<Callable<Integer>> tasks = List.of(() -> 1, () -> 2, () -> 3);
    List<Integer> results = new ArrayList<>();
    for (Future<Integer> future : pool.invokeAll(tasks)) {
      results.add(future.get());
    }
    log.saw("all, in their order", results, "[1, 2, 3]");
    Callable<Integer> failing = () -> {
      throw new IllegalStateException("on purpose");
    };
    log.saw("any that succeeds", pool.invokeAny(List.of(failing, () -> 7, failing)), 7);
    log.call("none that succeeds", () -> pool.invokeAny(List.of(failing, failing)),
        "threw ExecutionException of IllegalStateException");
    Callable<Integer> endless = () -> {
      new CountDownLatch(1).await();
      return 0;
    };
    List<Future<Integer>> timed = pool.invokeAll(List.of(endless), 5, TimeUnit.MILLISECONDS);
    log.holds("timed: cancelled", timed.get(0).isCancelled());
    log.call("any in time", () -> pool.invokeAny(List.of(endless), 5, TimeUnit.MILLISECONDS),
        "threw TimeoutException");
    log.holds("closed", closed(pool));
  }

  public void hooksAndFactory(Observations log) throws Exception {
    List<String> seen = new ArrayList<>();
    ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
        task -> new Thread(task, "made")) {
      @Override
      protected void beforeExecute(Thread thread, Runnable task) {
        seen.add("before on " + thread.getName());
      }

      @Override
      protected void afterExecute(Runnable task, Throwable error) {
        seen.add("after");
      }

      @Override
      protected void terminated() {
        seen.add("terminated");
      }
    };
    pool.execute(() -> seen.add("task"));
    log.holds("closed", closed(pool));
    log.saw("order", seen, "[before on made, task, after, terminated]");
  }

  public void closeWaits(Observations log) throws Exception {
    ExecutorService pool = Executors.newCachedThreadPool();
    pool.execute(this::blockAtGate);
    Actor closer = Actor.doing("closer", pool::close).untilWaiting();
    log.saw("closing", closer.thread().getState(), "TIMED_WAITING");
    gate.countDown();
    log.saw("closed", closer.end() + " " + pool.isTerminated() + " " + done, "returned nothing true 1");
  }
}
