package dev.lasso.engine;

import dev.lasso.engine.compaction.Compaction;
import org.jspecify.annotations.Nullable;

/** The turns of the low pool's threads: automatic compactions, and the manual ones that were given to them. */
final class CompactionWork {
  private final Engine engine;

  CompactionWork(Engine engine) {
    this.engine = engine;
  }

  /** A pool thread's turn at an automatic compaction. */
  void backgroundCallCompaction() {
    call(null);
  }

  /** A pool thread's turn at a manual one. */
  void manualCallCompaction(ManualCompaction manual) {
    call(manual);
  }

  /** Waiters are woken only if something changed for them: work was done, none is left, or a manual one waits. */
  private void call(@Nullable ManualCompaction manual) {
    engine.mutex.lock();
    engine.scheduler.compactionBegins();
    boolean progress = true;
    try {
      BackgroundCall call = new BackgroundCall(engine, "compaction");
      Outcome outcome = compact(manual, call);
      progress = outcome.progress;
      call.end(outcome.failure);
    } catch (RuntimeException | Error e) {
      // The thread has to live on, and nobody else tells whoever waits for this turn.
      engine.backgroundError.keep(e);
      if (manual != null) {
        manual.refuse(e);
      }
    } finally {
      engine.scheduler.compactionEnds();
      engine.scheduler.maybeScheduleFlushOrCompaction();
      if (progress || engine.scheduler.compactionsScheduled() == 0 || engine.manualCompactions.hasAny()) {
        engine.bgCv.signalAll();
      }
      engine.mutex.unlock();
    }
  }

  /** What no compaction can answer for, a comparator that throws or too little memory, ends the work of the engine. */
  private Outcome compact(@Nullable ManualCompaction manual, BackgroundCall call) {
    try {
      return backgroundCompaction(manual, call);
    } catch (RuntimeException | Error e) {
      engine.backgroundError.keep(e);
      return manual == null ? new Outcome(false, e) : manual.refuse(e);
    }
  }

  private Outcome backgroundCompaction(@Nullable ManualCompaction manual, BackgroundCall call) {
    Throwable failure = engine.backgroundError.first();
    if (failure == null && engine.isShuttingDown()) {
      failure = new EngineException("the engine is closing");
    }
    if (manual != null) {
      return failure == null ? manual.compact(call) : manual.refuse(failure);
    }
    if (failure != null) {
      return new Outcome(false, failure);
    }
    engine.ingestions.awaitNone();
    ColumnFamily family = engine.scheduler.takeCompaction();
    Compaction compaction = pickAutomatic(family);
    if (family == null || compaction == null) {
      call.lines.add("Compaction nothing to do");
      return new Outcome(false, null);
    }
    failure = begin(family, compaction, call).run();
    return new Outcome(true, family.isDropped() ? null : failure);
  }

  /** The run of a compaction that is picked; without memory for that it is given back, or others would wait for it. */
  private CompactionRun begin(ColumnFamily family, Compaction picked, BackgroundCall call) {
    boolean begun = false;
    try {
      CompactionRun run = new CompactionRun(engine, family, picked, call);
      // What is left may need another compaction, which can run beside this one.
      engine.scheduler.schedulePendingCompaction(family);
      engine.scheduler.maybeScheduleFlushOrCompaction();
      begun = true;
      return run;
    } finally {
      if (!begun) {
        family.picker.release(picked, family.versions.current());
      }
    }
  }

  /** A manual compaction that waits goes first, and puts the column family back when it is done. */
  private @Nullable Compaction pickAutomatic(@Nullable ColumnFamily family) {
    if (family == null || family.settings.stall().autoCompactionsDisabled()
        || engine.manualCompactions.isAwaited(family)) {
      return null;
    }
    return family.picker.pick(family.versions.current());
  }

  /**
   * What a turn came to.
   *
   * @param progress whether anything was compacted
   */
  record Outcome(boolean progress, @Nullable Throwable failure) {}
}
