package dev.lasso.engine;

/**
 * The ingestions under way. What a compaction that began while one is installed writes could overlap the table that it
 * puts into a level, so it waits. A close waits for all of them, from the first file that they make on: the numbers of
 * these stand in no manifest yet, so the next open hands them out again. Guarded by the engine's mutex.
 */
final class Ingestions {
  private final Engine engine;
  private int makingFiles;
  private int running;

  Ingestions(Engine engine) {
    this.engine = engine;
  }

  /** Counts the caller's thread, until {@link #endFiles}, as one that makes or deletes files. Without the mutex. */
  void beginFiles() {
    engine.mutex.lock();
    try {
      engine.checkOpen();
      makingFiles++;
    } finally {
      engine.mutex.unlock();
    }
  }

  void endFiles() {
    engine.mutex.lock();
    makingFiles--;
    engine.bgCv.signalAll();
    engine.mutex.unlock();
  }

  boolean isAnyMakingFiles() {
    return makingFiles > 0;
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
