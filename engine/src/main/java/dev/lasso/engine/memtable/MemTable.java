package dev.lasso.engine.memtable;

import dev.lasso.engine.options.BufferLimits;
import dev.lasso.engine.table.Bytes;
import dev.lasso.engine.table.Entry;
import dev.lasso.engine.table.EntryCursor;
import dev.lasso.engine.table.EntryKind;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Writes in memory, ordered by key and, within a key, newest first. The leader of a write group adds; readers need no
 * lock. What a flush does with it is kept in {@link ImmutableMemTables}, under the engine's mutex.
 */
public final class MemTable {
  private static final int POINTER = 8;
  private static final byte[] NOTHING = new byte[0];

  private final long id;
  private final BufferLimits limits;
  private final Comparator<byte[]> keys;
  private final SkipList entries;
  private final Arena arena;
  private volatile long count;
  private volatile long deletions;
  private volatile long firstSequence;
  private boolean flushScheduled;
  private volatile long nextLogNumber;

  /** An empty memtable; {@code id} counts the memtables of a column family. */
  public MemTable(long id, BufferLimits limits, Comparator<byte[]> keys) {
    this.id = id;
    this.limits = limits;
    this.keys = keys;
    this.entries = new SkipList(Entry.order(keys));
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

  /** The newest entry of {@code key} at or before {@code sequence}, or null. */
  public @Nullable Entry get(byte[] key, long sequence) {
    Entry found = entries.ceiling(new Entry(key, sequence, EntryKind.PUT, NOTHING));
    return found != null && keys.compare(found.key(), key) == 0 ? found : null;
  }

  /** All entries, also those that are added meanwhile and lie ahead. */
  public EntryCursor entries() {
    return entries.entries();
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
