package dev.lasso.engine;

import dev.lasso.engine.compaction.CompactionPicker;
import dev.lasso.engine.memtable.ImmutableMemTables;
import dev.lasso.engine.memtable.MemTable;
import dev.lasso.engine.options.BufferLimits;
import dev.lasso.engine.version.Version;
import dev.lasso.engine.version.VersionSet;
import dev.lasso.engine.write.StallConditions;

/**
 * A named key space: its active memtable, the full ones, the stall token and what is pending for it. Guarded by the
 * engine's mutex, but that the leading writer adds to the memtable without.
 */
final class ColumnFamily {
  static final String DEFAULT = "default";

  final String name = DEFAULT;
  final ImmutableMemTables immutable;
  final StallConditions stall;
  final CompactionPicker picker;
  boolean pendingFlush;
  boolean pendingCompaction;
  private final BufferLimits limits;
  private final KeyComparator keys;
  private final VersionSet versions;
  private volatile MemTable active;
  private long memTables;

  ColumnFamily(BufferLimits limits, KeyComparator keys, VersionSet versions, StallConditions stall) {
    this.limits = limits;
    this.keys = keys;
    this.versions = versions;
    this.stall = stall;
    this.immutable = new ImmutableMemTables(limits.minToMerge());
    this.picker = new CompactionPicker(keys);
    this.active = newMemTable();
  }

  MemTable active() {
    return active;
  }

  MemTable newMemTable() {
    return new MemTable(++memTables, limits, keys);
  }

  /** Makes the active memtable immutable; {@code nextLog} is where the writes after it go. */
  void seal(MemTable next, long nextLog) {
    active.sealWith(nextLog);
    immutable.add(active);
    active = next;
  }

  /** Replaces an active memtable whose entries are in a table. */
  void replaceActive() {
    active = newMemTable();
  }

  /** Memory of all memtables, in bytes. */
  long memoryBytes() {
    return active.memoryBytes() + immutable.snapshot().stream().mapToLong(MemTable::memoryBytes).sum();
  }

  /** What readers see from now on: looks at the stall conditions again. */
  void installSuperVersion() {
    Version version = versions.current();
    stall.recalculate(immutable.size(), version.files(0).size(), version.compactionDebt());
  }

  boolean needsCompaction() {
    return versions.current().needsCompaction();
  }
}
