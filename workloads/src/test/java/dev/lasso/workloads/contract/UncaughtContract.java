package dev.lasso.workloads.contract;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Handlers of uncaught exceptions. */
public final class UncaughtContract {

  private final AtomicReference<String> seen = new AtomicReference<>("nothing");

  private void fail() {
    throw new IllegalStateException("on purpose");
  }

  private Thread.UncaughtExceptionHandler handler(String name) {
    return (thread, error) -> seen
        .set(name + " " + thread.getName() + " " + error.getMessage() + " " + (thread == Thread.currentThread()));
  }

  public void ofTheThread(Observations log) throws Exception {
    Thread thread = new Thread(this::fail, "failing");
    thread.setUncaughtExceptionHandler(handler("own"));
    thread.start();
    thread.join();
    log.saw("handled", seen, "own failing on purpose true");
  }

  public void ofTheGroup(Observations log) throws Exception {
    ThreadGroup group = new ThreadGroup("group") {
      @Override
      public void uncaughtException(Thread thread, Throwable error) {
        handler("group").uncaughtException(thread, error);
      }
    };
    Thread thread = new Thread(group, this::fail, "failing");
    log.holds("the group is its handler", thread.getUncaughtExceptionHandler() == group);
    thread.start();
    thread.join();
    log.saw("handled", seen, "group failing on purpose true");
  }

  public void byDefault(Observations log) throws Exception {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(handler("default"));
    try {
      Thread thread = new Thread(this::fail, "failing");
      thread.start();
      thread.join();
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
    log.saw("handled", seen, "default failing on purpose true");
  }

  public void ofAVirtualThread(Observations log) throws Exception {
    Thread thread = Thread.ofVirtual().name("virtual").uncaughtExceptionHandler(handler("own")).start(this::fail);
    thread.join();
    log.saw("handled", seen, "own virtual on purpose true");
  }

  public void aHandlerMayFail(Observations log) throws Exception {
    Thread thread = new Thread(this::fail, "failing");
    thread.setUncaughtExceptionHandler((failed, error) -> {
      seen.set("called");
      throw new IllegalStateException("ignored");
    });
    thread.start();
    thread.join();
    log.saw("handled", seen + " " + thread.getState(), "called TERMINATED");
  }

  public void othersGoOn(Observations log) throws Exception {
    Thread thread = new Thread(this::fail, "failing");
    thread.setUncaughtExceptionHandler(handler("own"));
    thread.start();
    log.saw("another", Actor.start("other", () -> "done").end(), "returned done");
    thread.join();
    log.saw("failed one", thread.getState(), "TERMINATED");
  }

  public void ofAPoolsWorker(Observations log) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1, task -> {
      Thread thread = new Thread(task, "worker");
      thread.setUncaughtExceptionHandler(handler("worker's"));
      return thread;
    });
    pool.submit(this::fail);
    log.saw("after submit", pool.submit(() -> seen.get()).get(), "nothing");
    pool.execute(this::fail);
    log.saw("the pool goes on", pool.submit(() -> "done").get(), "done");
    pool.shutdown();
    log.holds("terminated", pool.awaitTermination(Actor.LONG_MILLIS, TimeUnit.MILLISECONDS));
    Actor.until(() -> !seen.get().equals("nothing"));
    log.saw("after execute", seen, "worker's worker on purpose true");
  }
}
