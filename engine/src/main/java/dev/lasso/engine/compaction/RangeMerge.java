package dev.lasso.engine.compaction;

import dev.lasso.engine.iterate.LevelIterator;
import dev.lasso.engine.iterate.MergingIterator;
import dev.lasso.engine.iterate.SurvivingEntries;
import dev.lasso.engine.table.Entry;
import dev.lasso.engine.table.EntryIterator;
import dev.lasso.engine.table.TableWriter;
import dev.lasso.engine.version.FileMetadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The merging of one key range of a compaction, by one thread. */
final class RangeMerge {
  private final Compaction compaction;
  private final MergeSettings settings;
  private final OutputTables outputs;
  private final byte @Nullable [] from;
  private final byte @Nullable [] to;
  private final Grandparents grandparents;
  private final List<FileMetadata> written = new ArrayList<>();
  private @Nullable TableWriter writer;
  private long writerNumber;
  private long recordsIn;
  private long recordsOut;

  /** Prepares to merge the keys from {@code from}, included, to {@code to}, excluded; null is no bound. */
  RangeMerge(Compaction compaction, MergeSettings settings, OutputTables outputs, byte @Nullable [] from,
      byte @Nullable [] to) {
    this.compaction = compaction;
    this.settings = settings;
    this.outputs = outputs;
    this.from = from;
    this.to = to;
    this.grandparents = new Grandparents(compaction.grandparents(), settings.keys(),
        settings.limits().grandparentBytes(compaction.outputLevel()));
  }

  void run() throws IOException {
    try (EntryIterator entries = input()) {
      merge(new SurvivingEntries(entries, settings.keys(), settings.retention(),
          key -> compaction.isBottommost(key, settings.keys()), from, to));
    }
  }

  /** The tables written, in the order of their keys. */
  List<FileMetadata> written() {
    return written;
  }

  long recordsIn() {
    return recordsIn;
  }

  long recordsOut() {
    return recordsOut;
  }

  /** Deletes what was written. */
  void discard() throws IOException {
    if (writer != null) {
      writer.close();
      outputs.delete(writerNumber);
      writer = null;
    }
    for (FileMetadata file : written) {
      outputs.delete(file.number());
    }
  }

  private EntryIterator input() {
    List<EntryIterator> inputs = new ArrayList<>();
    for (LevelFiles level : compaction.inputs()) {
      if (level.level() == 0) {
        level.files().forEach(file -> inputs.add(iterator(List.of(file))));
      } else {
        inputs.add(iterator(level.files()));
      }
    }
    return new MergingIterator(inputs, settings.keys());
  }

  private EntryIterator iterator(List<FileMetadata> files) {
    return new LevelIterator(files, settings.keys(), settings.tables(), settings.mode());
  }

  private void merge(SurvivingEntries survivors) throws IOException {
    long targetBytes = settings.limits().targetBytes(compaction.outputLevel());
    for (Entry entry = survivors.next(); entry != null; entry = survivors.next()) {
      if (settings.cancelled().getAsBoolean()) {
        throw new CompactionCancelledException();
      }
      boolean isNewKey = !isLastKey(entry);
      boolean overlapsEnough = isNewKey && grandparents.endsBefore(entry.key());
      if (writer != null && isNewKey && (overlapsEnough || writer.size() >= targetBytes)) {
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
  private boolean isLastKey(Entry entry) {
    byte[] last = writer == null ? null : writer.lastKey();
    return last != null && settings.keys().compare(last, entry.key()) == 0;
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
}
