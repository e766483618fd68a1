package dev.lasso.engine;

import dev.lasso.engine.version.FileMetadata;
import dev.lasso.engine.version.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The manual compactions of an engine, in the order in which they came. Guarded by the engine's mutex. */
final class ManualCompactions {
  private final Engine engine;
  private final List<ManualCompaction> all = new ArrayList<>();
  private int disabled;

  ManualCompactions(Engine engine) {
    this.engine = engine;
  }

  /**
   * Flushes a column family, then compacts a key range of it level by level, until all of it below level 0 is in one
   * level. Called without the mutex.
   */
  void compact(ColumnFamily family, CompactionRange range) throws IOException {
    engine.flush(family);
    engine.mutex.lock();
    try {
      if (disabled > 0) {
        throw new EngineException("manual compactions are disabled");
      }
      int lowest = lowestLevel(family, range);
      run(new ManualCompaction(engine, family, 0, range));
      for (int level = 1; level < lowest; level++) {
        run(new ManualCompaction(engine, family, level, range));
      }
    } finally {
      engine.mutex.unlock();
    }
  }

  /** Ends those that there are and refuses more. */
  void disable() {
    disabled++;
    all.forEach(ManualCompaction::cancel);
    engine.bgCv.signalAll();
    while (!all.isEmpty() && !engine.isShuttingDown()) {
      engine.bgCv.awaitUninterruptibly();
    }
  }

  /** Takes back one {@link #disable}. */
  void enable() {
    if (disabled == 0) {
      throw new EngineException("manual compactions are not disabled");
    }
    disabled--;
  }

  boolean hasAny() {
    return !all.isEmpty();
  }

  /** Whether no other compaction may be scheduled. */
  boolean hasExclusive() {
    return all.stream().anyMatch(ManualCompaction::isExclusive);
  }

  /** Whether one of {@code family} waits for its turn. */
  boolean isAwaited(ColumnFamily family) {
    return all.stream().anyMatch(manual -> manual.family() == family && manual.isWaiting());
  }

  /** Whether {@code next} has to let others go first: those before it, or all that are scheduled. */
  boolean mustWait(ManualCompaction next) {
    if (engine.scheduler.isPaused() || engine.ingestions.isAny()
        || next.isExclusive() && engine.scheduler.compactionsScheduled() > 0) {
      return true;
    }
    for (ManualCompaction before : all) {
      if (before == next) {
        return false;
      }
      boolean related = before.isExclusive() || next.isExclusive() || before.family() == next.family();
      if (related && before.isWaiting()) {
        return true;
      }
    }
    return false;
  }

  private void run(ManualCompaction manual) throws IOException {
    if (disabled > 0) {
      manual.cancel();
    }
    all.add(manual);
    try {
      manual.run();
    } finally {
      all.remove(manual);
      engine.scheduler.schedulePending(manual.family());
      engine.bgCv.signalAll();
    }
  }

  private static int lowestLevel(ColumnFamily family, CompactionRange range) {
    Version version = family.versions.current();
    int lowest = 0;
    for (int level = 1; level < version.levels(); level++) {
      for (FileMetadata file : version.files(level)) {
        boolean within = (range.first() == null || family.keys.compare(file.largest(), range.first()) >= 0)
            && (range.last() == null || family.keys.compare(file.smallest(), range.last()) <= 0);
        lowest = within ? level : lowest;
      }
    }
    return lowest;
  }
}
