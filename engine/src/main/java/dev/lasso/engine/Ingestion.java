package dev.lasso.engine;

import dev.lasso.engine.compaction.KeyRange;
import dev.lasso.engine.file.AppendFile;
import dev.lasso.engine.file.CorruptionException;
import dev.lasso.engine.file.DatabaseFiles;
import dev.lasso.engine.file.ReadFile;
import dev.lasso.engine.memtable.MemTable;
import dev.lasso.engine.options.Quirk;
import dev.lasso.engine.table.EntryIterator;
import dev.lasso.engine.table.ReadMode;
import dev.lasso.engine.table.TableId;
import dev.lasso.engine.version.FileMetadata;
import dev.lasso.engine.version.Version;
import dev.lasso.engine.version.VersionEdit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/*
 * Everything that may take long, and everything that can be wrong with a file, comes before anyone is held up: the file
 * is copied into the database, synced, and read from end to end, its checksums, its order, its key range. The manifest
 * then takes all files in one record, so a crash leaves all or none; a copy that no record has is deleted by the next
 * open.
 *
 * The files become newer than every write before them, so no writer may write while they take their sequence, and what
 * is in memory of their keys must be in level 0 first, or it would be read before them. All of them have one sequence,
 * which stands in the manifest and not in the files. A record without changes stands for it in the log, synced before
 * the manifest: what survives a crash is then everything before the ingestion, if the ingestion does.
 *
 * A file goes to the lowest level above all that overlaps it. A compaction that runs may write there what it has read
 * above, so the levels that such a one writes its keys into count as taken, and none begins until the manifest is
 * written. The ingestion counts as running only once it may write: earlier, it could wait behind a writer that is
 * stopped until a compaction ends, which would wait for it (RocksDB 9bd191d2f4).
 */
/** The taking over of table files that were made outside into a column family: all or none. */
final class Ingestion {
  private static final int CHUNK = 1 << 16;

  private final Engine engine;
  private final ColumnFamily family;
  private final List<FileMetadata> copies = new ArrayList<>();
  private boolean mayBeInManifest;

  Ingestion(Engine engine, ColumnFamily family) {
    this.engine = engine;
    this.family = family;
  }

  /** Ingests. Called without the mutex. */
  void run(List<Path> paths) throws IOException {
    engine.ingestions.beginFiles();
    try {
      ingest(paths);
    } finally {
      engine.ingestions.endFiles();
    }
  }

  private void ingest(List<Path> paths) throws IOException {
    List<Long> numbers = new ArrayList<>();
    try {
      for (Path path : paths) {
        long number = engine.versions.newFileNumber();
        numbers.add(number);
        copy(path, engine.files.table(number));
        copies.add(verify(path, number));
      }
      DatabaseFiles.syncDirectory(engine.files.directory());
      checkDisjoint();
      if (!copies.isEmpty()) {
        install();
      }
    } finally {
      if (!mayBeInManifest) {
        for (long number : numbers) {
          engine.tables.evict(number);
          Files.deleteIfExists(engine.files.table(number));
        }
      }
    }
  }

  private void copy(Path from, Path to) throws IOException {
    try (ReadFile source = ReadFile.open(from); AppendFile target = AppendFile.create(to)) {
      long size = source.size();
      for (long at = 0; at < size; at += CHUNK) {
        engine.throwIfClosing();
        byte[] chunk = source.read(at, (int) Math.min(CHUNK, size - at));
        target.append(chunk, 0, chunk.length);
      }
      target.sync();
    }
  }

  /** Reads the copy from end to end; answers what it is, but for its sequence. */
  private FileMetadata verify(Path path, long number) throws IOException {
    TableId id = new TableId(number, 0);
    byte[] smallest;
    byte[] largest;
    try {
      if (!engine.tables.properties(id, family.keys).external()) {
        throw new EngineException(path.getFileName() + " is no table that a TableFileWriter made");
      }
      try (EntryIterator entries = engine.tables.iterator(id, family.keys, new ReadMode(true, false))) {
        entries.seekToFirst();
        smallest = entries.entry().key();
        largest = smallest;
        for (entries.next(); entries.isValid(); entries.next()) {
          byte[] key = entries.entry().key();
          if (family.keys.compare(largest, key) >= 0) {
            throw new EngineException(path.getFileName() + " is not in the order of " + family.keys.name());
          }
          largest = key;
        }
      }
    } catch (CorruptionException e) {
      throw new IOException(path.getFileName() + " cannot be ingested, it is damaged: " + e.getMessage(), e);
    } finally {
      // It was opened without its sequence.
      engine.tables.evict(number);
    }
    return new FileMetadata(number, Files.size(engine.files.table(number)), smallest, largest, 0, 0);
  }

  private void checkDisjoint() {
    copies.sort((left, right) -> family.keys.compare(left.smallest(), right.smallest()));
    for (int i = 1; i < copies.size(); i++) {
      if (family.keys.compare(copies.get(i - 1).largest(), copies.get(i).smallest()) >= 0) {
        throw new EngineException("the files overlap each other; ingest them one after the other");
      }
    }
  }

  private void install() throws IOException {
    boolean tooEarly = engine.settings.has(Quirk.INGESTION_COUNTS_TOO_EARLY);
    engine.mutex.lock();
    try {
      if (tooEarly) {
        engine.ingestions.begin();
      }
      engine.writePath.exclusively(() -> {
        engine.throwIfClosing();
        engine.backgroundError.throwIfAny();
        engine.families.checkLive(family);
        if (isInMemory()) {
          new ManualFlush(engine, family).runWithoutWriters();
        }
        if (!tooEarly) {
          engine.ingestions.begin();
        }
        try {
          apply();
        } finally {
          if (!tooEarly) {
            engine.ingestions.end();
          }
        }
        return family;
      });
    } finally {
      if (tooEarly) {
        engine.ingestions.end();
      }
      engine.mutex.unlock();
    }
  }

  private boolean isInMemory() throws IOException {
    List<MemTable> memTables = new ArrayList<>(family.immutable.snapshot());
    memTables.add(family.active());
    for (MemTable memTable : memTables) {
      for (FileMetadata copy : copies) {
        EntryIterator entries = memTable.iterator();
        entries.seek(copy.smallest(), Long.MAX_VALUE >>> 8);
        if (entries.isValid() && family.keys.compare(entries.entry().key(), copy.largest()) <= 0) {
          return true;
        }
      }
    }
    return false;
  }

  private void apply() throws IOException {
    long sequence = engine.writePath.takeSequence();
    try {
      VersionEdit edit = family.edit();
      List<String> lines = new ArrayList<>();
      for (FileMetadata copy : copies) {
        int level = level(family.versions.current(), new KeyRange(copy.smallest(), copy.largest()));
        edit.add(level, new FileMetadata(copy.number(), copy.bytes(), copy.smallest(), copy.largest(), sequence,
            sequence));
        lines.add("[" + family.name + "] [AddFile] table #" + copy.number() + " is ingested in level " + level
            + " at sequence " + sequence);
      }
      mayBeInManifest = true;
      if (!engine.versions.logAndApply(List.of(edit))) {
        mayBeInManifest = false;
        throw new EngineException("column family '" + family.name + "' is dropped");
      }
      engine.installSuperVersionAndScheduleWork(family);
      lines.forEach(engine.infoLog::info);
    } catch (IOException e) {
      engine.backgroundError.failed(e);
      throw e;
    } finally {
      engine.versions.publish(sequence);
    }
  }

  private int level(Version version, KeyRange range) {
    int fits = 0;
    for (int level = 0; level < version.levels(); level++) {
      if (version.files(level).stream().anyMatch(file -> range.overlaps(file, family.keys))
          || family.picker.writesInto(level, range)) {
        return fits;
      }
      fits = level >= version.baseLevel() ? level : fits;
    }
    return fits;
  }
}
