package dev.lasso.engine;

import dev.lasso.engine.iterate.LevelIterator;
import dev.lasso.engine.iterate.MergingIterator;
import dev.lasso.engine.iterate.Retention;
import dev.lasso.engine.iterate.VisibleEntries;
import dev.lasso.engine.memtable.MemTable;
import dev.lasso.engine.table.EntryIterator;
import dev.lasso.engine.table.Lookup;
import dev.lasso.engine.table.ReadMode;
import dev.lasso.engine.table.ValueMerge;
import dev.lasso.engine.version.FileMetadata;
import dev.lasso.engine.version.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/*
 * A read takes the mutex for a moment, in which it learns the sequence to read at, the memtables and the version, and
 * holds the version; then it reads without. That is a consistent view: what is newer than the sequence is passed over,
 * memtables only grow, and the tables of a version that is held stay.
 *
 * A flush or compaction does not ask for reads under way, since these hold what they need. It asks for the snapshots
 * that are open when it begins. A later one cannot be at a lower sequence than anything it reads: its input is sealed
 * or in tables, so it was published before, and a snapshot is taken at what is published.
 */
/** How values get out of memtables and tables, and what is kept for snapshots. */
final class ReadPath {
  private final Engine engine;
  private final TreeMap<Long, Integer> snapshots = new TreeMap<>();

  ReadPath(Engine engine) {
    this.engine = engine;
  }

  byte @Nullable [] get(ColumnFamily family, ReadOptions options, byte[] key) throws IOException {
    MemTable active;
    List<MemTable> immutable;
    Version version;
    long sequence;
    engine.mutex.lock();
    try {
      engine.checkOpen();
      sequence = sequence(options);
      active = family.active();
      immutable = family.immutable.snapshot();
      version = family.versions.reference(family.versions.current());
    } finally {
      engine.mutex.unlock();
    }
    @Nullable
    Lookup lookup = null;
    try {
      lookup = new Lookup(key, sequence);
      boolean decided = active.get(lookup);
      for (int i = immutable.size() - 1; !decided && i >= 0; i--) {
        decided = immutable.get(i).get(lookup);
      }
      if (!decided) {
        version.get(lookup, family.keys, engine.tables, options.mode());
      }
      return lookup.value(merge(family));
    } finally {
      release(family, version, lookup);
    }
  }

  EngineIterator iterator(ColumnFamily family, ReadOptions options) {
    List<EntryIterator> sources = new ArrayList<>();
    Version version;
    long sequence;
    engine.mutex.lock();
    try {
      engine.checkOpen();
      sequence = sequence(options);
      sources.add(family.active().iterator());
      family.immutable.snapshot().forEach(memTable -> sources.add(memTable.iterator()));
      version = family.versions.reference(family.versions.current());
      family.retain();
      engine.statistics.iteratorOpened();
    } finally {
      engine.mutex.unlock();
    }
    ReadMode mode = options.mode();
    for (FileMetadata file : version.files(0)) {
      sources.add(new LevelIterator(List.of(file), family.keys, engine.tables, mode));
    }
    for (int level = 1; level < version.levels(); level++) {
      if (!version.files(level).isEmpty()) {
        sources.add(new LevelIterator(version.files(level), family.keys, engine.tables, mode));
      }
    }
    return new EngineIterator(engine, family, version, new VisibleEntries(new MergingIterator(sources, family.keys),
        family.keys, sequence, merge(family), options.lower(), options.upper()));
  }

  Snapshot snapshot() {
    engine.mutex.lock();
    try {
      engine.checkOpen();
      long sequence = engine.versions.lastSequence();
      snapshots.merge(sequence, 1, Integer::sum);
      return new Snapshot(engine, sequence);
    } finally {
      engine.mutex.unlock();
    }
  }

  /** Forgets one snapshot at that sequence. With the mutex. */
  void release(long sequence) {
    snapshots.computeIfPresent(sequence, (at, count) -> count == 1 ? null : count - 1);
  }

  /** Gives the version of an iterator back. Without the mutex. */
  void release(ColumnFamily family, Version version, Moves moves) {
    engine.mutex.lock();
    try {
      engine.statistics.iteratorClosed(moves);
      family.versions.release(version);
    } finally {
      engine.mutex.unlock();
    }
  }

  private void release(ColumnFamily family, Version version, @Nullable Lookup lookup) {
    engine.mutex.lock();
    try {
      engine.statistics.readEnded(lookup);
      family.versions.release(version);
    } finally {
      engine.mutex.unlock();
    }
  }

  /** What a flush or compaction of {@code family} that begins now must keep. With the mutex. */
  Retention retention(ColumnFamily family) {
    long[] sequences = snapshots.keySet().stream().mapToLong(Long::longValue).toArray();
    return new Retention(sequences, family.operator, family.settings.leastPartialOperands());
  }

  private static ValueMerge merge(ColumnFamily family) {
    return family.operator != null ? family.operator : (key, existing, operands) -> {
      throw new EngineException("a key of column family '" + family.name
          + "' has merge operands, and the family was opened without a merge_operator");
    };
  }

  private long sequence(ReadOptions options) {
    Snapshot snapshot = options.snapshot();
    return snapshot == null ? engine.versions.lastSequence() : snapshot.sequenceFor(engine);
  }
}
