package dev.lasso.engine;

import dev.lasso.engine.options.Quirk;
import java.io.IOException;

/** One caller's request to write a column family's memtables to a table, and its wait for that. */
final class ManualFlush {
  private final Engine engine;
  private final ColumnFamily family;

  ManualFlush(Engine engine, ColumnFamily family) {
    this.engine = engine;
    this.family = family;
  }

  /**
   * Waits until a flush would neither slow nor stop writers, as long as work is under way that could bring that about,
   * then flushes. Called with the mutex, which is let go of meanwhile.
   */
  void runWithoutStall() throws IOException {
    while (family.flushWouldStall()
        && (!engine.scheduler.isIdle() || engine.settings.has(Quirk.CHECKPOINT_AWAITS_NO_FLUSH))) {
      engine.awaitBackground();
    }
    run();
  }

  /** Flushes, unless everything is in tables. Called with the mutex, which is let go of meanwhile. */
  void run() throws IOException {
    engine.families.checkLive(family);
    if (family.isInTables()) {
      return;
    }
    engine.writePath.exclusively(() -> {
      switchActive();
      return family;
    });
    awaitFlush();
  }

  /** The same for a caller that nobody writes beside. */
  void runWithoutWriters() throws IOException {
    switchActive();
    awaitFlush();
  }

  private void switchActive() throws IOException {
    if (!family.active().isEmpty()) {
      engine.memTables.switchMemtable(family);
    }
  }

  private void awaitFlush() {
    family.immutable.requestFlush();
    engine.scheduler.schedulePending(family);
    int failures = family.failedFlushes();
    while (family.immutable.size() > 0) {
      engine.families.checkLive(family);
      Throwable failure = family.flushFailure();
      if (failure != null && failures != family.failedFlushes()) {
        throw new EngineException("the flush failed: " + failure.getMessage(), failure);
      }
      if (engine.settings.has(Quirk.CLOSE_AWAITS_CANCELLED_FLUSH)) {
        engine.bgCv.awaitUninterruptibly();
      } else {
        engine.awaitBackground();
      }
    }
  }

  /** One of the ways to do it. */
  interface How {
    void run(ManualFlush flush) throws IOException;
  }
}
