package dev.lasso.engine.table;

import dev.lasso.engine.cache.BlockCache;
import dev.lasso.engine.file.DatabaseFiles;
import dev.lasso.engine.file.ReadFile;
import dev.lasso.engine.options.CacheLimits;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The tables that are open for reading, by number, and the cache of their blocks. A table is opened by its first reader
 * and pinned while it is read, without a lock once it is open. Above a limit tables that nobody reads are closed: those
 * that were not read since the hand of a clock came by (F. J. Corbató, "A paging experiment with the Multics system",
 * 1968).
 */
public final class TableCache implements Closeable {
  private final DatabaseFiles files;
  private final int capacity;
  private final boolean mapped;
  private final BlockCache<Block> blocks;
  private final ReentrantLock lock = new ReentrantLock();
  private final ConcurrentHashMap<Long, TableHandle> handles = new ConcurrentHashMap<>();
  /** The same tables in the order in which the hand comes by; changes of both are guarded by the lock. */
  private final Deque<TableHandle> clock = new ArrayDeque<>();
  private boolean closed;

  /** An empty cache. */
  public TableCache(DatabaseFiles files, CacheLimits limits) {
    this.files = files;
    this.capacity = limits.openTables();
    this.mapped = limits.mapped();
    this.blocks = new BlockCache<>(limits.blockBytes());
  }

  /**
   * Offers the entries of the key in a table, which a version held by the caller contains, to {@code lookup}; true once
   * it is decided. A table whose filter rules the key out is not even pinned, since filters stay in memory.
   */
  public boolean get(TableId table, KeyOrder keys, Lookup lookup, ReadMode mode) throws IOException {
    TableHandle open = handles.get(table.number());
    if (open != null && open.rulesOut(lookup)) {
      return false;
    }
    TableHandle handle = open != null && open.pin() ? open : openPinned(table, keys);
    try {
      return (handle == open || !handle.rulesOut(lookup)) && handle.reader().get(lookup, mode);
    } finally {
      handle.unpin();
    }
  }

  /** An iterator over a table that a version held by the caller contains. It pins the table until it is closed. */
  public EntryIterator iterator(TableId table, KeyOrder keys, ReadMode mode) throws IOException {
    TableHandle handle = pin(table, keys);
    return handle.reader().iterator(mode, () -> handle.unpin());
  }

  /** The bytes of a table before the block that {@code key} is in, or would be; the caller holds its version. */
  public long offsetOf(TableId table, KeyOrder keys, byte[] key) throws IOException {
    TableHandle handle = pin(table, keys);
    try {
      return handle.reader().offsetOf(key);
    } finally {
      handle.unpin();
    }
  }

  /** What a table says about itself; the caller holds its version. */
  public TableProperties properties(TableId table, KeyOrder keys) throws IOException {
    TableHandle handle = pin(table, keys);
    try {
      return handle.reader().properties();
    } finally {
      handle.unpin();
    }
  }

  /** The blocks of these tables that are kept. */
  public BlockCache<?> blocks() {
    return blocks;
  }

  /** The number of open tables. */
  public int openTables() {
    return handles.size();
  }

  /**
   * Closes tables that were not read for {@code idleNanos}, as far as the calls of this method can tell, as long as
   * more than {@code least} are open. A read only leaves a mark, so that it needs no clock.
   *
   * @return how many were closed
   */
  public int closeIdle(long idleNanos, int least) throws IOException {
    List<TableHandle> idle = new ArrayList<>();
    long now = System.nanoTime();
    lock.lock();
    try {
      for (TableHandle handle : clock) {
        if (handle.isIdle(now, idleNanos) && clock.size() - idle.size() > least && handle.retire()) {
          idle.add(handle);
        }
      }
      idle.forEach(this::forget);
    } finally {
      lock.unlock();
    }
    closeAll(idle);
    return idle.size();
  }

  /** Closes a table that no version contains any more. */
  public void evict(long number) throws IOException {
    @Nullable
    TableHandle handle;
    lock.lock();
    try {
      handle = handles.get(number);
      if (handle != null) {
        forget(handle);
      }
    } finally {
      lock.unlock();
    }
    if (handle != null) {
      handle.reader().close();
    }
  }

  /** Closes all tables; a reader that is under way fails. */
  @Override
  public void close() throws IOException {
    List<TableHandle> all;
    lock.lock();
    try {
      closed = true;
      all = List.copyOf(clock);
      all.forEach(this::forget);
    } finally {
      lock.unlock();
    }
    closeAll(all);
  }

  private TableHandle pin(TableId table, KeyOrder keys) throws IOException {
    TableHandle open = handles.get(table.number());
    return open != null && open.pin() ? open : openPinned(table, keys);
  }

  private TableHandle openPinned(TableId table, KeyOrder keys) throws IOException {
    long number = table.number();
    lock.lock();
    try {
      TableHandle present = handles.get(number);
      if (present != null && present.pin()) {
        return present;
      }
      if (closed) {
        throw new IOException("the tables of the engine are closed");
      }
      TableReader reader = TableReader.open(file(number), number, table.ingestedAt(), keys, blocks);
      TableHandle opened = TableHandle.pinned(number, reader);
      handles.put(number, opened);
      clock.addLast(opened);
      shrink();
      return opened;
    } finally {
      lock.unlock();
    }
  }

  private ReadFile file(long number) throws IOException {
    return mapped ? ReadFile.map(files.table(number)) : ReadFile.open(files.table(number));
  }

  /** Closes tables above the limit that nobody reads, as far as there are any. */
  private void shrink() throws IOException {
    int steps = 2 * clock.size();
    for (int i = 0; i < steps && clock.size() > capacity; i++) {
      TableHandle at = clock.removeFirst();
      clock.addLast(at);
      if (!at.wasReadSinceLastPass() && at.retire()) {
        forget(at);
        at.reader().close();
      }
    }
  }

  private void forget(TableHandle handle) {
    handles.remove(handle.number());
    clock.remove(handle);
  }

  private static void closeAll(List<TableHandle> handles) throws IOException {
    @Nullable
    IOException failure = null;
    for (TableHandle handle : handles) {
      try {
        handle.reader().close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
