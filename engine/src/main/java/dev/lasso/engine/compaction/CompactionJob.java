package dev.lasso.engine.compaction;

import dev.lasso.engine.table.Entry;
import dev.lasso.engine.table.EntryCursor;
import dev.lasso.engine.table.MergedEntries;
import dev.lasso.engine.table.SurvivingEntries;
import dev.lasso.engine.table.TableCache;
import dev.lasso.engine.table.TableWriter;
import dev.lasso.engine.version.FileMetadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The merging of one compaction's tables into tables of the output level. It runs without the mutex. */
public final class CompactionJob {
  private final Compaction compaction;
  private final Comparator<byte[]> keys;
  private final TableCache tables;
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
  public CompactionJob(Compaction compaction, Comparator<byte[]> keys, TableCache tables, OutputTables outputs,
      long targetBytes, BooleanSupplier cancelled) {
    this.compaction = compaction;
    this.keys = keys;
    this.tables = tables;
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
    List<EntryCursor> inputs = new ArrayList<>();
    for (FileMetadata file : compaction.all()) {
      inputs.add(tables.reader(file.number()).entries());
    }
    SurvivingEntries survivors = new SurvivingEntries(new MergedEntries(inputs, keys), keys,
        key -> compaction.isBottommost(key, keys));
    for (Entry entry = survivors.next(); entry != null; entry = survivors.next()) {
      if (cancelled.getAsBoolean()) {
        throw new IOException("the engine is closing");
      }
      TableWriter table = writer();
      table.add(entry);
      recordsOut++;
      if (table.size() >= targetBytes) {
        finish(table);
      }
    }
    recordsIn = survivors.read();
    if (writer != null) {
      finish(writer);
    }
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
