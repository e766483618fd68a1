package dev.lasso.engine;

/**
 * The ingestions that are about to be installed. What a compaction that began meanwhile writes could overlap the table
 * that they put into a level, so it waits. Guarded by the engine's mutex.
 */
final class Ingestions {
  private final Engine engine;
  private int running;

  Ingestions(Engine engine) {
    this.engine = engine;
  }

  void begin() {
    running++;
  }

  void end() {
    running--;
    engine.bgCv.signalAll();
  }

  boolean isAny() {
    return running > 0;
  }

  /** Waits until there is none, or the engine shuts down. */
  void awaitNone() {
    while (running > 0 && !engine.isShuttingDown()) {
      engine.bgCv.awaitUninterruptibly();
    }
  }
}
