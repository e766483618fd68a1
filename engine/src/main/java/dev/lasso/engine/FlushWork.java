package dev.lasso.engine;

import dev.lasso.engine.iterate.MergingIterator;
import dev.lasso.engine.iterate.Retention;
import dev.lasso.engine.iterate.SurvivingEntries;
import dev.lasso.engine.log.EventLine;
import dev.lasso.engine.memtable.ImmutableMemTables.FlushedTable;
import dev.lasso.engine.memtable.MemTable;
import dev.lasso.engine.table.EntryIterator;
import dev.lasso.engine.table.TableSummary;
import dev.lasso.engine.version.FileMetadata;
import dev.lasso.engine.version.VersionEdit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The flush: all memtables of a column family that wait become one table of level 0. The table is written without the
 * mutex; committing it, in the order of the memtables, installs it and lets go of them.
 *
 * <p>With several families, the logs that hold the table's writes are synced before. Otherwise a crash could leave the
 * table, but not the writes to other families that came before those in it. The same step says of
 * the other families which logs they need no more because they had nothing in memory.
 *
 * <p>A flush that failed and leaves the engine alive is due again.
 */
final class FlushWork {
  private final Engine engine;

  FlushWork(Engine engine) {
    this.engine = engine;
  }

  /** A pool thread's turn. Whatever happens, the counters come down, everyone is woken, and the thread lives on. */
  void backgroundCallFlush() {
    engine.mutex.lock();
    engine.scheduler.flushBegins();
    try {
      BackgroundCall call = new BackgroundCall(engine, "flush");
      call.end(backgroundFlush(call));
    } catch (RuntimeException | Error e) {
      engine.backgroundError.keep(e);
    } finally {
      engine.scheduler.flushEnds();
      engine.scheduler.maybeScheduleFlushOrCompaction();
      engine.bgCv.signalAll();
      engine.mutex.unlock();
    }
  }

  private @Nullable Throwable backgroundFlush(BackgroundCall call) {
    Throwable failure = engine.backgroundError.first();
    if (failure != null || engine.isShuttingDown()) {
      return failure;
    }
    ColumnFamily family = engine.scheduler.takeFlush();
    if (family == null) {
      return null;
    }
    try {
      flush(family, call);
      return null;
    } catch (IOException | RuntimeException | Error e) {
      if (family.isDropped()) {
        return null;
      }
      if (!engine.isShuttingDown()) {
        engine.backgroundError.failed(e);
        family.flushFailed(e);
        if (engine.backgroundError.first() == null) {
          engine.scheduler.schedulePending(family);
        }
      }
      return e;
    }
  }

  private void flush(ColumnFamily family, BackgroundCall call) throws IOException {
    List<MemTable> memTables = family.immutable.takeForFlush();
    long number = engine.versions.newFileNumber();
    boolean flushed = false;
    TableSummary summary;
    try {
      if (engine.settings.syncTables() && engine.families.all().size() > 1) {
        engine.logs.syncClosed();
      }
      summary = writeTable(family, memTables, number, call);
      engine.statistics.flushed(summary.bytes());
      family.immutable.flushed(memTables, number, summary);
      flushed = true;
    } finally {
      if (!flushed) {
        family.immutable.giveBack(memTables);
      }
    }
    commit(family, call);
    call.lines.add(new EventLine().with("job", call.job).with("event", "flush_finished")
        .with("lsm_state", family.versions.current().fileCounts())
        .with("immutable_memtables", family.immutable.size()));
    engine.installSuperVersionAndScheduleWork(family);
    call.lines.add("[" + family.name + "] Level summary: " + family.versions.current().summary());
    notifyCompleted(family, call.job, number, summary);
  }

  private TableSummary writeTable(ColumnFamily family, List<MemTable> memTables, long number, BackgroundCall call)
      throws IOException {
    Retention retention = engine.reads.retention(family);
    engine.mutex.unlock();
    try {
      call.lines.flush();
      new EventLine().with("job", call.job).with("event", "flush_started").with("num_memtables", memTables.size())
          .with("num_entries", memTables.stream().mapToLong(MemTable::count).sum())
          .with("num_deletes", memTables.stream().mapToLong(MemTable::deletions).sum())
          .with("memory_usage", memTables.stream().mapToLong(MemTable::memoryBytes).sum()).log(engine.infoLog);
      String title = "[" + family.name + "] [JOB " + call.job + "] Level-0 flush table #" + number + ": ";
      engine.infoLog.info(title + "started");
      List<EntryIterator> sources = memTables.stream().map(MemTable::iterator).toList();
      TableBuilding building = TableBuilding.ofLevelZero(engine, family, call.job);
      TableSummary summary = building.write(number,
          new SurvivingEntries(new MergingIterator(sources, family.keys), family.keys, retention, key -> false));
      engine.infoLog.info(title + summary.bytes() + " bytes OK");
      if (engine.isShuttingDown()) {
        building.delete(number);
        throw new EngineException("the engine is closing");
      }
      return summary;
    } finally {
      engine.mutex.lock();
    }
  }

  /** Commits what is ready, oldest first, unless another thread is about it, which then commits this too. */
  private void commit(ColumnFamily family, BackgroundCall call) throws IOException {
    if (!family.immutable.beginCommit()) {
      return;
    }
    try {
      for (FlushedTable next = family.immutable.nextToCommit(); next != null; next = family.immutable.nextToCommit()) {
        commit(family, next, call);
      }
    } finally {
      family.immutable.endCommit();
    }
  }

  private void commit(ColumnFamily family, FlushedTable table, BackgroundCall call) throws IOException {
    String title = "[" + family.name + "] Level-0 commit table #" + table.fileNumber();
    call.lines.add(title + " started");
    List<MemTable> memTables = table.memTables();
    boolean installed = false;
    try {
      installed = engine.versions.logAndApply(edits(family, table));
    } finally {
      if (!installed) {
        call.lines.add(title + " failed");
        family.immutable.giveBack(memTables);
      }
    }
    if (!installed) {
      TableBuilding.ofLevelZero(engine, family, call.job).delete(table.fileNumber());
      throw new EngineException("column family '" + family.name + "' is dropped");
    }
    for (int i = 1; i <= memTables.size(); i++) {
      call.lines.add(title + ": memtable #" + i + " done");
    }
    family.immutable.committed(table);
  }

  private List<VersionEdit> edits(ColumnFamily family, FlushedTable table) {
    List<MemTable> memTables = table.memTables();
    List<VersionEdit> edits = new ArrayList<>();
    edits.add(family.edit().add(0, FileMetadata.of(table.fileNumber(), table.summary()))
        .logNumber(memTables.get(memTables.size() - 1).nextLogNumber()));
    for (ColumnFamily other : engine.families.all()) {
      long needed = other.isInTables() ? engine.logs.number() : other.neededLog();
      if (other != family && needed > other.versions.logNumber()) {
        edits.add(other.edit().logNumber(needed));
      }
    }
    return edits;
  }

  private void notifyCompleted(ColumnFamily family, int job, long number, TableSummary summary) {
    int files = family.versions.current().files(0).size();
    boolean slowdown = files >= family.settings.stall().slowdownTrigger();
    boolean stop = files >= family.settings.stall().stopTrigger();
    engine.mutex.unlock();
    try {
      engine.notifyListeners(listener -> listener.onFlushCompleted(
          new EventListener.FlushCompleted(family.name, job, number, summary.bytes(), slowdown, stop)));
    } finally {
      engine.mutex.lock();
    }
  }
}
