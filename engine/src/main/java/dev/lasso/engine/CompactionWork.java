package dev.lasso.engine;

import dev.lasso.engine.compaction.Compaction;
import dev.lasso.engine.compaction.CompactionJob;
import dev.lasso.engine.log.EventLine;
import dev.lasso.engine.table.ReadMode;
import dev.lasso.engine.version.FileMetadata;
import dev.lasso.engine.version.Version;
import dev.lasso.engine.version.VersionEdit;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The compaction: what the picker chose is merged without the mutex and installed with it. After it the input tables
 * are released first and the listeners told second: told first, another thread could look for work meanwhile, find the
 * tables still taken, and drop the column family from the queue for good (RocksDB c70a9335).
 */
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
    BackgroundCall call = new BackgroundCall(engine, "compaction");
    engine.mutex.lock();
    boolean progress = true;
    try {
      engine.scheduler.compactionBegins();
      Outcome outcome = backgroundCompaction(manual, call);
      progress = outcome.progress;
      call.end(outcome.failure);
    } finally {
      engine.scheduler.compactionEnds();
      engine.scheduler.maybeScheduleFlushOrCompaction();
      if (progress || engine.scheduler.compactionsScheduled() == 0 || engine.scheduler.hasManualCompaction()) {
        engine.bgCv.signalAll();
      }
      engine.mutex.unlock();
    }
  }

  private Outcome backgroundCompaction(@Nullable ManualCompaction manual, BackgroundCall call) {
    Throwable failure = engine.bgError();
    if (failure == null && engine.isShuttingDown()) {
      failure = new EngineException("the engine is closing");
    }
    if (failure != null) {
      if (manual != null) {
        manual.end(failure);
      }
      return new Outcome(false, failure);
    }
    ColumnFamily family = manual != null ? manual.family() : engine.scheduler.takeCompaction();
    Compaction compaction = manual != null ? manual.pick() : pickAutomatic(family);
    if (family == null || compaction == null) {
      call.lines.add("Compaction nothing to do");
      if (manual != null) {
        manual.end(null);
      }
      return new Outcome(false, null);
    }
    failure = compact(family, compaction, call);
    if (manual != null) {
      manual.end(failure);
    }
    return new Outcome(true, failure);
  }

  private @Nullable Compaction pickAutomatic(@Nullable ColumnFamily family) {
    if (family == null || family.settings.stall().autoCompactionsDisabled()) {
      return null;
    }
    Compaction picked = family.picker.pick(family.versions.current());
    if (picked != null) {
      // What is left may need another compaction, which can run beside this one.
      engine.scheduler.schedulePendingCompaction(family);
      engine.scheduler.maybeScheduleFlushOrCompaction();
    }
    return picked;
  }

  private @Nullable Throwable compact(ColumnFamily family, Compaction compaction, BackgroundCall call) {
    Version input = family.versions.reference(compaction.input());
    TableBuilding building = TableBuilding.of(engine, family, call.job, compaction);
    CompactionJob job = new CompactionJob(compaction, family.keys, engine.tables,
        new ReadMode(family.settings.verifyInCompaction(), false), engine.reads.retention(family), building,
        family.settings.shape().targetFileBytes(compaction.outputLevel()),
        () -> engine.isShuttingDown() || family.isDropped());
    Throwable failure = null;
    try {
      long began = engine.clock.nowMicros();
      run(compaction, job, building, call);
      install(family, compaction, job, call, began);
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    }
    family.picker.release(compaction);
    family.versions.release(input);
    notifyCompleted(family, compaction, job, call.job, failure);
    if (failure != null && family.isDropped()) {
      return null;
    }
    if (failure != null && !engine.isShuttingDown()) {
      engine.infoLog.warn("Compaction error: " + failure);
      engine.backgroundFailed(failure);
    }
    return failure;
  }

  private void run(Compaction compaction, CompactionJob job, TableBuilding building, BackgroundCall call)
      throws IOException {
    engine.mutex.unlock();
    try {
      call.lines.flush();
      EventLine started = new EventLine().with("job", call.job).with("event", "compaction_started");
      started.with("files_L" + compaction.level(), numbers(compaction.upper()));
      if (!compaction.lower().isEmpty()) {
        started.with("files_L" + compaction.outputLevel(), numbers(compaction.lower()));
      }
      started.with("score", compaction.score()).with("input_data_size", compaction.inputBytes()).log(engine.infoLog);
      job.run();
      building.syncDirectory();
    } finally {
      engine.mutex.lock();
    }
  }

  private void install(ColumnFamily family, Compaction compaction, CompactionJob job, BackgroundCall call, long began)
      throws IOException {
    VersionEdit edit = compaction.deleteInputs(family.edit());
    job.written().forEach(file -> edit.add(compaction.outputLevel(), file));
    if (!engine.versions.logAndApply(List.of(edit))) {
      job.discard();
      throw new EngineException("column family '" + family.name + "' is dropped");
    }
    engine.installSuperVersionAndScheduleWork(family);
    Version current = family.versions.current();
    call.lines.add("[" + family.name + "] compacted to: " + current.summary());
    call.lines.add(new EventLine().with("job", call.job).with("event", "compaction_finished")
        .with("compaction_time_micros", engine.clock.nowMicros() - began)
        .with("output_level", compaction.outputLevel()).with("num_output_files", job.written().size())
        .with("total_output_size", job.written().stream().mapToLong(FileMetadata::bytes).sum())
        .with("num_input_records", job.recordsIn()).with("num_output_records", job.recordsOut())
        .with("num_subcompactions", 1).with("lsm_state", current.fileCounts()));
  }

  private void notifyCompleted(ColumnFamily family, Compaction compaction, CompactionJob job, int number,
      @Nullable Throwable failure) {
    String error = failure == null ? "" : failure.toString();
    EventListener.CompactionCompleted event = new EventListener.CompactionCompleted(family.name, number,
        compaction.all().size(), compaction.outputLevel(), job.written().size(), error);
    engine.mutex.unlock();
    try {
      engine.notifyListeners(listener -> listener.onCompactionCompleted(event));
    } finally {
      engine.mutex.lock();
    }
  }

  private static List<Long> numbers(List<FileMetadata> files) {
    return files.stream().map(FileMetadata::number).toList();
  }

  private record Outcome(boolean progress, @Nullable Throwable failure) {}
}
