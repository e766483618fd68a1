package dev.lasso.workloads.faulty;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What a program sees of thread starts that fail. Every thread asks for a stack that no machine has, so that a real JVM
 * cannot create it either.
 */
public final class FailedStarts {

  /** The property that holds what was seen, a line each. */
  static final String SEEN = "lasso.failed.starts";

  private static final long NO_MACHINE_HAS = 1L << 60;
  private static final ThreadFactory FACTORY = FailedStarts::thread;

  private final List<String> seen = new ArrayList<>();

  private FailedStarts() {}

  /** Leaves what it sees in the property; prints it if it is given an argument. */
  public static void main(String[] arguments) throws InterruptedException {
    FailedStarts starts = new FailedStarts();
    starts.threads();
    starts.pools();
    System.setProperty(SEEN, String.join("\n", starts.seen));
    if (arguments.length > 0) {
      starts.seen.forEach(System.out::println);
      System.out.flush();
    }
  }

  private static Thread thread(Runnable body) {
    return new Thread(null, body, "never", NO_MACHINE_HAS);
  }

  private void saw(String what, Callable<?> answer) {
    try {
      seen.add(what + ": " + answer.call());
    } catch (OutOfMemoryError error) {
      seen.add(what + ": " + error);
    } catch (Exception | Error error) {
      seen.add(what + ": unexpected " + error);
    }
  }

  private void threads() throws InterruptedException {
    ThreadGroup group = new ThreadGroup("group");
    Thread thread = new Thread(group, () -> seen.add("it ran"), "never", NO_MACHINE_HAS);
    for (int i = 0; i < 2; i++) {
      saw("start", () -> {
        thread.start();
        return "started";
      });
      seen.add(thread.getState() + " " + thread.isAlive() + " " + thread.getThreadGroup().getName() + " "
          + group.activeCount());
    }
    thread.join();
    thread.setDaemon(true);
    seen.add("still to be configured: " + thread.isDaemon());
    thread.interrupt();
    seen.add("interrupted: " + thread.isInterrupted());
    saw("builder", () -> Thread.ofPlatform().stackSize(NO_MACHINE_HAS).start(() -> seen.add("it ran")));
  }

  private void pools() throws InterruptedException {
    ThreadPoolExecutor pool = new ThreadPoolExecutor(2, 2, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), FACTORY);
    pool("fixed", pool);
    pool("cached",
        new ThreadPoolExecutor(0, 9, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), FACTORY));
    ScheduledThreadPoolExecutor scheduled = new ScheduledThreadPoolExecutor(1, FACTORY);
    saw("schedule", () -> scheduled.schedule(() -> seen.add("it ran"), 1, TimeUnit.SECONDS));
    seen.add("scheduled: " + scheduled.getPoolSize() + " " + scheduled.getQueue().size());
    seen.add("left: " + scheduled.shutdownNow().size());
    saw("ends", () -> scheduled.awaitTermination(1, TimeUnit.HOURS));
    try (ExecutorService perTask = Executors.newThreadPerTaskExecutor(FACTORY)) {
      saw("thread per task", () -> perTask.submit(() -> seen.add("it ran")));
    }
    seen.add("closed");
  }

  private void pool(String name, ThreadPoolExecutor pool) throws InterruptedException {
    saw(name, () -> pool.submit(() -> seen.add("it ran")));
    saw(name + " again", () -> pool.submit(() -> seen.add("it ran")));
    seen.add("threads " + pool.getPoolSize() + ", queued " + pool.getQueue().size() + ", largest "
        + pool.getLargestPoolSize());
    pool.shutdown();
    seen.add("ends: " + pool.awaitTermination(1, TimeUnit.HOURS));
  }
}
