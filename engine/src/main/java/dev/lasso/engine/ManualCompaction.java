package dev.lasso.engine;

import dev.lasso.engine.compaction.Compaction;
import dev.lasso.engine.version.Version;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One caller's request to compact all of a column family, level by level, until all data below level 0 is in one level.
 * It has the low pool for itself: it waits for the compactions that are scheduled, and none is scheduled beside it. It
 * does not ask how many background compactions are allowed, so it also works where that is 0. Guarded by the engine's
 * mutex.
 */
final class ManualCompaction {
  private final Engine engine;
  private final ColumnFamily family;
  private int level;
  private boolean running;
  private @Nullable Throwable failure;

  ManualCompaction(Engine engine, ColumnFamily family) {
    this.engine = engine;
    this.family = family;
  }

  ColumnFamily family() {
    return family;
  }

  /** Flushes what is in memory, then compacts. Called without the mutex. */
  void run() throws IOException {
    engine.flush(family);
    engine.mutex.lock();
    try {
      while (engine.scheduler.hasManualCompaction()) {
        engine.awaitBackground();
      }
      engine.scheduler.exclusiveManualCompaction(1);
      try {
        runExclusively();
      } finally {
        engine.scheduler.exclusiveManualCompaction(-1);
        engine.scheduler.maybeScheduleFlushOrCompaction();
        engine.bgCv.signalAll();
      }
    } finally {
      engine.mutex.unlock();
    }
  }

  private void runExclusively() throws IOException {
    while (engine.scheduler.compactionsScheduled() > 0) {
      engine.awaitBackground();
    }
    for (level = 0; level < family.versions.current().levels() - 1; level++) {
      if (hasWork(family.versions.current())) {
        running = true;
        engine.scheduler.scheduleCompaction(() -> engine.compactions.manualCallCompaction(this));
        while (running) {
          engine.awaitBackground();
        }
        engine.families.checkLive(family);
        if (failure != null) {
          throw new IOException("the manual compaction failed: " + failure.getMessage(), failure);
        }
      }
    }
  }

  /** The last level with data need not move; level 0 always does. */
  private boolean hasWork(Version version) {
    if (version.files(level).isEmpty()) {
      return false;
    }
    boolean dataBelow = false;
    for (int below = level + 1; below < version.levels(); below++) {
      dataBelow |= !version.files(below).isEmpty();
    }
    return level == 0 || dataBelow;
  }

  @Nullable
  Compaction pick() {
    return family.picker.pickManual(family.versions.current(), level);
  }

  void end(@Nullable Throwable cause) {
    failure = cause;
    running = false;
  }
}
