package dev.lasso.engine.memtable;

import dev.lasso.engine.options.BufferLimits;
import dev.lasso.engine.table.Bytes;
import dev.lasso.engine.table.Entry;
import dev.lasso.engine.table.EntryIterator;
import dev.lasso.engine.table.EntryKind;
import dev.lasso.engine.table.KeyOrder;
import dev.lasso.engine.table.Lookup;

/**
 * Writes in memory, ordered by key and, within a key, newest first. The leader of a write group adds; readers need no
 * lock. What a flush does with it is kept in {@link ImmutableMemTables}, under the engine's mutex.
 */
public final class MemTable {
  private static final int POINTER = 8;

  private final long id;
  private final BufferLimits limits;
  private final KeyOrder keys;
  private final SkipList entries;
  private final Arena arena;
  private volatile long count;
  private volatile long deletions;
  private volatile long firstSequence;
  private boolean flushScheduled;
  private volatile long nextLogNumber;

  /** An empty memtable; {@code id} counts the memtables of a column family. */
  public MemTable(long id, BufferLimits limits, KeyOrder keys) {
    this.id = id;
    this.limits = limits;
    this.keys = keys;
    this.entries = new SkipList(keys);
    this.arena = new Arena(limits.arenaBlockBytes());
    arena.allocate((long) POINTER * SkipList.MAX_HEIGHT);
  }

  /** Adds one entry. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread adds; the counts are volatile for describers
  public void add(Entry entry) {
    int height = entries.insert(entry);
    if (count == 0) {
      firstSequence = entry.sequence();
    }
    count++;
    if (entry.kind() == EntryKind.DELETE) {
      deletions++;
    }
    int internalKey = entry.key().length + 8;
    int encoded = Bytes.varintLength(internalKey) + internalKey + Bytes.varintLength(entry.value().length)
        + entry.value().length;
    arena.allocate((long) POINTER * height + encoded);
  }

  /**
   * Whether the memtable has become full since the last call that said so: a true is answered once, and the one who
   * gets it schedules the switch.
   */
  public boolean becameFull() {
    if (flushScheduled || !arena.isFull(limits.writeBufferBytes())) {
      return false;
    }
    flushScheduled = true;
    return true;
  }

  /** Offers the entries of the key to {@code lookup}; true once it is decided. */
  public boolean get(Lookup lookup) {
    SkipList.Node node = entries.atOrAfter(lookup.key(), lookup.sequence());
    while (node != null && keys.compare(node.entry().key(), lookup.key()) == 0) {
      Entry entry = node.entry();
      if (lookup.offer(entry.kind(), entry.value(), 0, entry.value().length)) {
        return true;
      }
      node = entries.after(node);
    }
    return false;
  }

  /** An iterator over all entries, also those that are added meanwhile. */
  public EntryIterator iterator() {
    return new MemTableIterator(entries);
  }

  public long id() {
    return id;
  }

  public boolean isEmpty() {
    return count == 0;
  }

  public long count() {
    return count;
  }

  public long deletions() {
    return deletions;
  }

  /** The sequence of the first entry, 0 while there is none. */
  public long firstSequence() {
    return firstSequence;
  }

  /** Memory taken, in bytes. */
  public long memoryBytes() {
    return arena.allocated();
  }

  /** The oldest log that is needed once this memtable is in a table; set when it is sealed. */
  public long nextLogNumber() {
    return nextLogNumber;
  }

  public void sealWith(long nextLog) {
    nextLogNumber = nextLog;
  }
}
