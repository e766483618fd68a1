package dev.lasso.engine.compaction;

import dev.lasso.engine.iterate.LevelIterator;
import dev.lasso.engine.iterate.MergingIterator;
import dev.lasso.engine.iterate.Retention;
import dev.lasso.engine.iterate.SurvivingEntries;
import dev.lasso.engine.table.Entry;
import dev.lasso.engine.table.EntryIterator;
import dev.lasso.engine.table.KeyOrder;
import dev.lasso.engine.table.ReadMode;
import dev.lasso.engine.table.TableCache;
import dev.lasso.engine.table.TableWriter;
import dev.lasso.engine.version.FileMetadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The merging of one compaction's tables into tables of the output level. It runs without the mutex. */
public final class CompactionJob {
  private final Compaction compaction;
  private final KeyOrder keys;
  private final TableCache tables;
  private final ReadMode mode;
  private final Retention retention;
  private final OutputTables outputs;
  private final long targetBytes;
  private final BooleanSupplier cancelled;
  private final List<FileMetadata> written = new ArrayList<>();
  private @Nullable TableWriter writer;
  private long writerNumber;
  private long recordsIn;
  private long recordsOut;

  /**
   * Prepares to merge; a table is ended at {@code targetBytes}, and the work stops with an error once {@code cancelled}
   * says so.
   */
  public CompactionJob(Compaction compaction, KeyOrder keys, TableCache tables, ReadMode mode,
      Retention retention, OutputTables outputs, long targetBytes, BooleanSupplier cancelled) {
    this.compaction = compaction;
    this.keys = keys;
    this.tables = tables;
    this.mode = mode;
    this.retention = retention;
    this.outputs = outputs;
    this.targetBytes = targetBytes;
    this.cancelled = cancelled;
  }

  /** Merges. On failure the tables written so far are deleted. */
  public void run() throws IOException {
    boolean done = false;
    try {
      merge();
      done = true;
    } finally {
      if (!done) {
        discard();
      }
    }
  }

  /** The tables written, in the order of their keys. */
  public List<FileMetadata> written() {
    return written;
  }

  public long recordsIn() {
    return recordsIn;
  }

  public long recordsOut() {
    return recordsOut;
  }

  private void merge() throws IOException {
    try (EntryIterator entries = input()) {
      merge(new SurvivingEntries(entries, keys, retention, key -> compaction.isBottommost(key, keys)));
    }
  }

  private EntryIterator input() {
    List<EntryIterator> inputs = new ArrayList<>();
    if (compaction.level() == 0) {
      compaction.upper().forEach(file -> inputs.add(new LevelIterator(List.of(file), keys, tables, mode)));
    } else {
      inputs.add(new LevelIterator(compaction.upper(), keys, tables, mode));
    }
    inputs.add(new LevelIterator(compaction.lower(), keys, tables, mode));
    return new MergingIterator(inputs, keys);
  }

  private void merge(SurvivingEntries survivors) throws IOException {
    for (Entry entry = survivors.next(); entry != null; entry = survivors.next()) {
      if (cancelled.getAsBoolean()) {
        throw new IOException("the engine is closing");
      }
      if (writer != null && writer.size() >= targetBytes && !isLastKey(writer, entry)) {
        finish(writer);
      }
      writer().add(entry);
      recordsOut++;
    }
    recordsIn = survivors.read();
    if (writer != null) {
      finish(writer);
    }
  }

  /** All entries of a key go into one table, or the tables of a level would overlap. */
  private boolean isLastKey(TableWriter table, Entry entry) {
    byte[] last = table.lastKey();
    return last != null && keys.compare(last, entry.key()) == 0;
  }

  private TableWriter writer() throws IOException {
    TableWriter open = writer;
    if (open == null) {
      writerNumber = outputs.newNumber();
      open = outputs.create(writerNumber);
      writer = open;
    }
    return open;
  }

  private void finish(TableWriter table) throws IOException {
    written.add(FileMetadata.of(writerNumber, outputs.finish(writerNumber, table)));
    writer = null;
  }

  /** Deletes what was written. */
  public void discard() throws IOException {
    if (writer != null) {
      writer.close();
      outputs.delete(writerNumber);
      writer = null;
    }
    for (FileMetadata file : written) {
      outputs.delete(file.number());
    }
  }
}
