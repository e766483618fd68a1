package dev.lasso.engine;

import dev.lasso.engine.compaction.Compaction;
import dev.lasso.engine.compaction.CompactionCancelledException;
import dev.lasso.engine.compaction.CompactionJob;
import dev.lasso.engine.compaction.LevelFiles;
import dev.lasso.engine.compaction.MergeSettings;
import dev.lasso.engine.log.EventLine;
import dev.lasso.engine.options.Quirk;
import dev.lasso.engine.options.TableShape;
import dev.lasso.engine.table.ReadMode;
import dev.lasso.engine.version.FileMetadata;
import dev.lasso.engine.version.Version;
import dev.lasso.engine.version.VersionEdit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One compaction that was chosen, from there to its end: its tables are merged without the mutex, or moved down as they
 * are, and what comes of it is installed. After that the input tables are released first and the listeners told second:
 * told first, another thread could look for work meanwhile, find the tables still taken, and drop the column family
 * from the queue for good (RocksDB c70a9335).
 */
final class CompactionRun {
  private final Engine engine;
  private final ColumnFamily family;
  private final Compaction compaction;
  private final BackgroundCall call;
  private final BooleanSupplier unwanted;
  private int written;

  CompactionRun(Engine engine, ColumnFamily family, Compaction compaction, BackgroundCall call) {
    this(engine, family, compaction, call, () -> false);
  }

  /** A run that ends early once {@code unwanted} says so, which is asked without the mutex. */
  CompactionRun(Engine engine, ColumnFamily family, Compaction compaction, BackgroundCall call,
      BooleanSupplier unwanted) {
    this.engine = engine;
    this.family = family;
    this.compaction = compaction;
    this.call = call;
    this.unwanted = unwanted;
  }

  /** Moves the tables if that is all there is to do, else merges them; answers what went wrong. With the mutex. */
  @Nullable
  Throwable run() {
    if (!isTrivialMove()) {
      return rewrite();
    }
    Throwable failure = end(this::move);
    if (failure == null) {
      // As long as the tables were taken they did not count, and may be too much for the level that they are in.
      engine.scheduler.schedulePendingCompaction(family);
    }
    return failure;
  }

  /** Merges the tables; answers what went wrong. With the mutex, which is let go of meanwhile. */
  @Nullable
  Throwable rewrite() {
    return end(this::merge);
  }

  private boolean isTrivialMove() {
    TableShape tables = family.settings.tables();
    int base = compaction.input().baseLevel();
    int output = compaction.outputLevel();
    return compaction.isTrivialMove(family.settings.fileLimits().grandparentBytes(output), family.keys)
        && tables.compression(compaction.level(), base, false) == tables.compression(output, base,
            compaction.isBottommost());
  }

  private @Nullable Throwable end(Work work) {
    Version input = family.versions.reference(compaction.input());
    Throwable failure = null;
    try {
      work.run();
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    }
    boolean tellsFirst = engine.settings.has(Quirk.LISTENER_BEFORE_RELEASE);
    if (tellsFirst) {
      notifyCompleted(failure);
    }
    family.picker.release(compaction, family.versions.current());
    family.versions.release(input);
    if (failure != null && !family.isDropped() && !engine.isShuttingDown()) {
      failed(failure);
    }
    if (!tellsFirst) {
      notifyCompleted(failure);
    }
    return failure;
  }

  /** What failed is due again, if the engine lives on. */
  private void failed(Throwable failure) {
    if (!(failure instanceof CompactionCancelledException)) {
      engine.infoLog.warn("Compaction error: " + failure);
      engine.backgroundError.failed(failure);
    }
    if (engine.backgroundError.first() == null) {
      engine.scheduler.schedulePendingCompaction(family);
    }
  }

  private void move() throws IOException {
    VersionEdit edit = compaction.deleteInputs(family.edit());
    int output = compaction.outputLevel();
    for (FileMetadata file : compaction.files()) {
      edit.add(output, file);
      call.lines.add("[" + family.name + "] Moving #" + file.number() + " to level-" + output + " " + file.bytes()
          + " bytes");
    }
    apply(edit);
    written = compaction.files().size();
    call.lines.add(new EventLine().with("job", call.job).with("event", "trivial_move")
        .with("destination_level", output).with("files", written)
        .with("total_files_size", compaction.inputBytes()));
    call.lines.add("[" + family.name + "] Moved #" + written + " files to level-" + output + " "
        + compaction.inputBytes() + " bytes OK: " + family.versions.current().summary());
  }

  private void merge() throws IOException {
    long began = engine.clock.nowMicros();
    TableBuilding building = TableBuilding.of(engine, family, call.job, compaction);
    MergeSettings settings = new MergeSettings(family.keys, engine.tables,
        new ReadMode(family.settings.verifyInCompaction(), false), engine.reads.retention(family),
        family.settings.fileLimits(),
        () -> engine.isShuttingDown() || family.isDropped() || unwanted.getAsBoolean());
    CompactionJob job = new CompactionJob(compaction, settings, building,
        engine.limits.background().subcompactions());
    engine.mutex.unlock();
    try {
      call.lines.flush();
      logStart();
      job.run();
      building.syncDirectory();
      if (engine.settings.has(Quirk.COMPACTION_WRITES_STATISTICS)) {
        engine.put(("!compaction!" + call.job).getBytes(StandardCharsets.UTF_8),
            Long.toString(job.recordsOut()).getBytes(StandardCharsets.UTF_8));
      }
    } finally {
      engine.mutex.lock();
    }
    install(job, began);
  }

  private void logStart() {
    engine.infoLog.info("[" + family.name + "] [JOB " + call.job + "] Compacting " + compaction.summary() + ", score "
        + String.format(java.util.Locale.ROOT, "%.2f", compaction.score()));
    EventLine started = new EventLine().with("job", call.job).with("event", "compaction_started");
    for (LevelFiles level : compaction.inputs()) {
      started.with("files_L" + level.level(), level.files().stream().map(FileMetadata::number).toList());
    }
    started.with("score", compaction.score()).with("input_data_size", compaction.inputBytes()).log(engine.infoLog);
  }

  private void install(CompactionJob job, long began) throws IOException {
    VersionEdit edit = compaction.deleteInputs(family.edit());
    job.written().forEach(file -> edit.add(compaction.outputLevel(), file));
    try {
      apply(edit);
    } catch (EngineException dropped) {
      job.discard();
      throw dropped;
    }
    written = job.written().size();
    Version current = family.versions.current();
    long bytes = job.written().stream().mapToLong(FileMetadata::bytes).sum();
    long micros = engine.clock.nowMicros() - began;
    engine.statistics.compacted(compaction.inputBytes(), bytes, micros);
    call.lines.add("[" + family.name + "] [JOB " + call.job + "] Compacted " + compaction.summary() + " => " + bytes
        + " bytes");
    call.lines.add("[" + family.name + "] compacted to: " + current.summary());
    call.lines.add(new EventLine().with("job", call.job).with("event", "compaction_finished")
        .with("compaction_time_micros", micros)
        .with("output_level", compaction.outputLevel()).with("num_output_files", written)
        .with("total_output_size", bytes).with("num_input_records", job.recordsIn())
        .with("num_output_records", job.recordsOut()).with("num_subcompactions", job.ranges())
        .with("lsm_state", current.fileCounts()));
  }

  private void apply(VersionEdit edit) throws IOException {
    if (!engine.versions.logAndApply(java.util.List.of(edit))) {
      throw new EngineException("column family '" + family.name + "' is dropped");
    }
    engine.installSuperVersionAndScheduleWork(family);
  }

  private void notifyCompleted(@Nullable Throwable failure) {
    EventListener.CompactionCompleted event = new EventListener.CompactionCompleted(family.name, call.job,
        compaction.files().size(), compaction.outputLevel(), written, failure == null ? "" : failure.toString());
    engine.mutex.unlock();
    try {
      engine.notifyListeners(listener -> listener.onCompactionCompleted(event));
    } finally {
      engine.mutex.lock();
    }
  }

  private interface Work {
    void run() throws IOException;
  }
}
