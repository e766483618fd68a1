package dev.lasso.engine;

import dev.lasso.engine.server.Patience;

/** What a test waits for of the background work of an engine. */
final class Background {

  private Background() {}

  /** Returns once a thread waits for what background work may bring about. */
  static void untilSomebodyWaits(Engine engine) throws InterruptedException {
    Patience.until(() -> {
      engine.mutex.lock();
      try {
        return engine.mutex.hasWaiters(engine.bgCv);
      } finally {
        engine.mutex.unlock();
      }
    }, engine::describe);
  }

  /** Returns once nothing runs in the background and nothing is about to. */
  static void untilIdle(Engine engine) throws InterruptedException {
    Patience.until(() -> isIdle(engine), engine::describe);
  }

  static boolean isIdle(Engine engine) {
    engine.mutex.lock();
    try {
      return engine.scheduler.isIdle();
    } finally {
      engine.mutex.unlock();
    }
  }
}
