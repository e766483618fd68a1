package dev.lasso.engine;

import dev.lasso.engine.compaction.Compaction;
import dev.lasso.engine.compaction.RefusedCompactionException;
import dev.lasso.engine.options.Quirk;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compaction of tables that a caller has named, done by the caller's thread. It counts as scheduled, so that a close,
 * a pause and an exclusive manual compaction wait for it; it asks for no slot, so it runs whatever the limits are.
 */
final class FilesCompaction {
  private final Engine engine;
  private final ColumnFamily family;

  FilesCompaction(Engine engine, ColumnFamily family) {
    this.engine = engine;
    this.family = family;
  }

  /** Compacts. Called without the mutex. */
  void run(List<Long> numbers, int outputLevel) throws IOException {
    BackgroundCall call = new BackgroundCall(engine, "compaction");
    engine.mutex.lock();
    try {
      Throwable failure = compact(numbers, outputLevel, call);
      if (failure != null) {
        throw new IOException("the compaction failed: " + failure.getMessage(), failure);
      }
    } catch (RefusedCompactionException e) {
      throw new EngineException("the tables cannot be compacted: " + e.getMessage());
    } finally {
      engine.mutex.unlock();
    }
  }

  private @Nullable Throwable compact(List<Long> numbers, int outputLevel, BackgroundCall call)
      throws RefusedCompactionException {
    boolean counted = false;
    try {
      Compaction chosen = choose(numbers, outputLevel);
      boolean tooEarly = engine.settings.has(Quirk.COMPACT_FILES_KEEPS_SLOT);
      if (tooEarly) {
        engine.scheduler.foregroundCompactionBegins();
      }
      family.picker.begin(chosen);
      if (!tooEarly) {
        engine.scheduler.foregroundCompactionBegins();
      }
      counted = true;
      return new CompactionRun(engine, family, chosen, call).rewrite();
    } finally {
      end(call, counted);
    }
  }

  private Compaction choose(List<Long> numbers, int outputLevel) throws RefusedCompactionException {
    engine.ingestions.awaitNone();
    engine.checkOpen();
    engine.backgroundError.throwIfAny();
    engine.families.checkLive(family);
    return family.picker.choose(family.versions.current(), numbers, outputLevel);
  }

  /** One that was refused looks for obsolete files all the same; deleting them counts as at work. */
  private void end(BackgroundCall call, boolean counted) {
    try {
      call.end(null);
    } finally {
      if (counted) {
        engine.scheduler.foregroundCompactionEnds();
        engine.scheduler.maybeScheduleFlushOrCompaction();
        engine.bgCv.signalAll();
      }
    }
  }
}
