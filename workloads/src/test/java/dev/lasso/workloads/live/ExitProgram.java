package dev.lasso.workloads.live;

/** A server as many are: the main thread waits for ever, and a watcher exits when it is told to. */
@SuppressWarnings("UnusedMethod") // called by name
final class ExitProgram {

  private ExitProgram() {}

  static void serves() throws InterruptedException {
    Thread watcher = new Thread(ExitProgram::watch, "watcher");
    watcher.setDaemon(true);
    watcher.start();
    Thread.currentThread().join();
  }

  private static void watch() {
    try {
      for (int i = 0; i < 3_600; i++) {
        Thread.sleep(1_000);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    Stop.now();
  }

  /** Loaded when it is needed, and not before. */
  private static final class Stop {

    static void now() {
      System.exit(0);
    }
  }
}
