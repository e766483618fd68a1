package dev.lasso.workloads.faulty;

import dev.lasso.workloads.program.Program;

/**
 * A pool of workers that gives up when the JVM cannot create one of them: it tells those it has to stop, and waits
 * until they have. The way out counts the workers that were configured rather than those that were started, so it waits
 * for the end of a thread that never was: STUCK. The twin counts the starts.
 */
public final class AsyncWorkers implements Program {

  private static final int CONFIGURED = 3;

  private final boolean fixed;
  private int started;
  private int ended;
  private boolean stopping;

  public AsyncWorkers(boolean fixed) {
    this.fixed = fixed;
  }

  @Override
  public void run() throws InterruptedException {
    start();
    stop();
  }

  private void start() {
    try {
      while (started < CONFIGURED) {
        new Thread(this::serve, "worker-" + started).start();
        started++;
      }
    } catch (OutOfMemoryError noMoreThreads) {
      // as many as there are: stop() sees to them
    }
  }

  private synchronized void stop() throws InterruptedException {
    stopping = true;
    notifyAll();
    while (ended < (fixed ? started : CONFIGURED)) {
      wait();
    }
  }

  private synchronized void serve() {
    try {
      while (!stopping) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ended++;
    notifyAll();
  }

  @Override
  public String result() {
    return "started " + started + ", ended " + ended;
  }

  public static void main(String[] args) throws Exception {
    Program.runAndPrint(new AsyncWorkers(Program.fixed(args)));
  }
}
