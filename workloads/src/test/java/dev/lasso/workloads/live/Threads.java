package dev.lasso.workloads.live;

import java.util.concurrent.CountDownLatch;

/** What the programs here do with threads, none of which is ever interrupted. */
final class Threads {

  private Threads() {}

  static Thread start(String name, boolean daemon, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(daemon);
    thread.start();
    return thread;
  }

  static void daemon(String name, Runnable body) {
    start(name, true, body);
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException unexpected) {
      throw new IllegalStateException(unexpected);
    }
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException unexpected) {
      throw new IllegalStateException(unexpected);
    }
  }
}
