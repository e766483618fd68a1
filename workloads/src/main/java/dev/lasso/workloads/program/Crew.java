package dev.lasso.workloads.program;

import java.util.ArrayList;
import java.util.List;

/** Threads that are started in the order they were added, and then joined in that order. */
public final class Crew {

  private final List<Thread> threads = new ArrayList<>();

  /** What one thread does; an exception it throws is left to the thread's uncaught handler. */
  @FunctionalInterface
  public interface Work {

    /** Does it. */
    void run() throws Exception;
  }

  /** Adds a thread, not yet started. Names need not differ. */
  public void add(String name, Work work) {
    threads.add(new Thread(() -> perform(work), name));
  }

  /** Starts all, then waits for all. */
  public void run() throws InterruptedException {
    for (Thread thread : threads) {
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void perform(Work work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(Thread.currentThread().getName() + " failed", e);
    }
  }
}
