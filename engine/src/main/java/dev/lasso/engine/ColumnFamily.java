package dev.lasso.engine;

import dev.lasso.engine.compaction.CompactionPicker;
import dev.lasso.engine.memtable.ImmutableMemTables;
import dev.lasso.engine.memtable.MemTable;
import dev.lasso.engine.options.FamilySettings;
import dev.lasso.engine.options.OptionsException;
import dev.lasso.engine.options.OptionsFile;
import dev.lasso.engine.version.FamilyVersions;
import dev.lasso.engine.version.Version;
import dev.lasso.engine.version.VersionEdit;
import dev.lasso.engine.write.StallConditions;
import org.jspecify.annotations.Nullable;

/**
 * A named key space: its active memtable, the full ones, its versions, its stall token and what is pending for it.
 * Guarded by the engine's mutex, but that the leading writer adds to the memtable without.
 */
final class ColumnFamily {
  static final String DEFAULT = OptionsFile.DEFAULT_FAMILY;

  final int id;
  final String name;
  final KeyComparator keys;
  final @Nullable MergeOperator operator;
  final FamilyVersions versions;
  final ImmutableMemTables immutable;
  final StallConditions stall;
  final CompactionPicker picker;
  boolean pendingFlush;
  boolean pendingCompaction;
  volatile FamilySettings settings;
  private volatile MemTable active;
  private volatile boolean dropped;
  private long memTables;
  private long emptyUntilLog;
  private int references = 1;
  private int failedFlushes;
  private @Nullable Throwable flushFailure;

  ColumnFamily(FamilyVersions versions, FamilySettings settings, KeyComparator keys, @Nullable MergeOperator operator,
      StallConditions stall) {
    this.id = versions.id();
    this.name = versions.name();
    this.versions = versions;
    this.settings = settings;
    this.keys = keys;
    this.operator = operator;
    this.stall = stall;
    this.immutable = new ImmutableMemTables(settings.buffers().minToMerge());
    this.picker = new CompactionPicker(keys, settings.fileLimits());
    this.active = newMemTable();
  }

  /**
   * Returns {@code name} if a column family may have it.
   *
   * @throws OptionsException otherwise
   */
  static String checkName(String name) {
    if (name.isEmpty() || name.chars().anyMatch(c -> c == '"' || Character.isISOControl(c))) {
      throw new OptionsException("a column family cannot be named '" + name
          + "': a name is not empty and has no quotes or control characters");
    }
    return name;
  }

  /** Takes over other settings. With the mutex; a stall is judged by them when it is looked at next. */
  void change(FamilySettings changed) {
    settings = changed;
    stall.limits(changed.stall());
    immutable.minToMerge(changed.buffers().minToMerge());
    picker.limits(changed.fileLimits());
    versions.reshape(changed.shape());
  }

  /** Whether one more immutable memtable, and its table, would slow or stop writes. With the mutex. */
  boolean flushWouldStall() {
    Version version = versions.current();
    return stall.stallsAt(immutable.size() + 1, version.files(0).size() + 1, version.compactionDebt());
  }

  MemTable active() {
    return active;
  }

  MemTable newMemTable() {
    return new MemTable(++memTables, settings.buffers(), keys);
  }

  /** Throws if operands that are written to it could not be applied by a reader. */
  void checkMerges() {
    if (operator == null) {
      throw new EngineException("a merge into column family '" + name
          + "' needs it to be opened with a merge_operator");
    }
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

  /** Whether everything that was ever written to it is in tables. */
  boolean isInTables() {
    return active.isEmpty() && immutable.size() == 0;
  }

  /** Notes that a log begins; one that has nothing in memory then needs none of the logs before. */
  void logBegins(long number) {
    emptyUntilLog = isInTables() ? number : emptyUntilLog;
  }

  /** The oldest log that has data of it which is in no table, or a later one than the manifest says. */
  long neededLog() {
    return Math.max(emptyUntilLog, versions.logNumber());
  }

  /** Memory of all memtables, in bytes. */
  long memoryBytes() {
    return active.memoryBytes() + immutable.snapshot().stream().mapToLong(MemTable::memoryBytes).sum();
  }

  /** The memory that its memtables may take before writes are stopped, in bytes; it may exceed every long. */
  double memoryLimit() {
    return (double) settings.buffers().writeBufferBytes() * settings.stall().maxWriteBufferNumber();
  }

  /** What readers see from now on: looks at the stall conditions again. A dropped family has none. */
  void installSuperVersion() {
    if (!dropped) {
      Version version = versions.current();
      stall.recalculate(immutable.size(), version.files(0).size(), version.compactionDebt());
    }
  }

  boolean needsCompaction() {
    return !dropped && versions.current().needsCompaction();
  }

  /** An edit of this family that changes nothing yet. */
  VersionEdit edit() {
    return new VersionEdit(id);
  }

  boolean isDropped() {
    return dropped;
  }

  /** Takes it out of service: it gets no more work and holds no writer up. */
  void markDropped() {
    dropped = true;
    stall.release();
  }

  void retain() {
    references++;
  }

  /** Gives a reference back; true if it was the last. */
  boolean release() {
    return --references == 0;
  }

  /** Notes a failed flush, for those who wait for it. */
  void flushFailed(Throwable failure) {
    failedFlushes++;
    flushFailure = failure;
    immutable.requestFlush();
  }

  int failedFlushes() {
    return failedFlushes;
  }

  @Nullable
  Throwable flushFailure() {
    return flushFailure;
  }

  /** Its tables and memtables in one line; takes no lock. */
  String describe() {
    StringBuilder counts = new StringBuilder();
    for (int count : versions.current().fileCounts()) {
      counts.append(counts.isEmpty() ? "" : " ").append(count);
    }
    return (id == 0 ? "" : "[" + name + "] ") + "levels [" + counts + "] immutable_memtables=" + immutable.size()
        + " active_memtable_bytes=" + active.memoryBytes();
  }
}
