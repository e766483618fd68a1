package dev.lasso.engine.table;

import dev.lasso.engine.cache.BlockCache;
import dev.lasso.engine.file.DatabaseFiles;
import dev.lasso.engine.file.ReadFile;
import dev.lasso.engine.options.CacheLimits;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The tables that are open for reading, by number, and the cache of their blocks. A table is opened by its first reader
 * and pinned while it is read; of those that nobody reads, the least recently used are closed above a limit.
 */
public final class TableCache implements Closeable {
  private final DatabaseFiles files;
  private final int capacity;
  private final boolean mapped;
  private final BlockCache<Block> blocks;
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<Long, Handle> handles = new LinkedHashMap<>(16, 0.75f, true);
  private boolean closed;

  /** An empty cache. */
  public TableCache(DatabaseFiles files, CacheLimits limits) {
    this.files = files;
    this.capacity = limits.openTables();
    this.mapped = limits.mapped();
    this.blocks = new BlockCache<>(limits.blockBytes());
  }

  /** {@link TableReader#get} of a table that a version held by the caller contains. */
  public boolean get(TableId table, KeyOrder keys, Lookup lookup, ReadMode mode) throws IOException {
    Handle handle = pin(table, keys);
    try {
      return handle.reader.get(lookup, mode);
    } finally {
      unpin(handle);
    }
  }

  /** An iterator over a table that a version held by the caller contains. It pins the table until it is closed. */
  public EntryIterator iterator(TableId table, KeyOrder keys, ReadMode mode) throws IOException {
    Handle handle = pin(table, keys);
    return handle.reader.iterator(mode, () -> unpin(handle));
  }

  /** The bytes of a table before the block that {@code key} is in, or would be; the caller holds its version. */
  public long offsetOf(TableId table, KeyOrder keys, byte[] key) throws IOException {
    Handle handle = pin(table, keys);
    try {
      return handle.reader.offsetOf(key);
    } finally {
      unpin(handle);
    }
  }

  /** What a table says about itself; the caller holds its version. */
  public TableProperties properties(TableId table, KeyOrder keys) throws IOException {
    Handle handle = pin(table, keys);
    try {
      return handle.reader.properties();
    } finally {
      unpin(handle);
    }
  }

  /** The blocks of these tables that are kept. */
  public BlockCache<?> blocks() {
    return blocks;
  }

  /** The number of open tables. */
  public int openTables() {
    lock.lock();
    try {
      return handles.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Closes tables that were not read for {@code idleNanos}, as far as the calls of this method can tell, as long as more
   * than {@code least} are open. A read only leaves a mark, so that it needs no clock.
   *
   * @return how many were closed
   */
  public int closeIdle(long idleNanos, int least) throws IOException {
    List<Handle> idle = new ArrayList<>();
    long now = System.nanoTime();
    lock.lock();
    try {
      for (Handle handle : handles.values()) {
        if (handle.isIdle(now, idleNanos) && handles.size() - idle.size() > least) {
          idle.add(handle);
        }
      }
      idle.forEach(handle -> handles.remove(handle.number));
    } finally {
      lock.unlock();
    }
    closeAll(idle);
    return idle.size();
  }

  /** Closes a table that no version contains any more. */
  public void evict(long number) throws IOException {
    Handle handle;
    lock.lock();
    try {
      handle = handles.remove(number);
    } finally {
      lock.unlock();
    }
    if (handle != null) {
      handle.reader.close();
    }
  }

  /** Closes all tables; a reader that is under way fails. */
  @Override
  public void close() throws IOException {
    List<Handle> all;
    lock.lock();
    try {
      closed = true;
      all = List.copyOf(handles.values());
      handles.clear();
    } finally {
      lock.unlock();
    }
    closeAll(all);
  }

  private Handle pin(TableId table, KeyOrder keys) throws IOException {
    long number = table.number();
    lock.lock();
    try {
      Handle handle = handles.get(number);
      if (handle == null) {
        if (closed) {
          throw new IOException("the tables of the engine are closed");
        }
        handle = new Handle(number, TableReader.open(file(number), number, table.ingestedAt(), keys, blocks));
        handles.put(number, handle);
        shrink(handle);
      }
      handle.pins++;
      handle.wasRead = true;
      return handle;
    } finally {
      lock.unlock();
    }
  }

  private ReadFile file(long number) throws IOException {
    return mapped ? ReadFile.map(files.table(number)) : ReadFile.open(files.table(number));
  }

  private void unpin(Handle handle) {
    lock.lock();
    try {
      handle.pins--;
      handle.wasRead = true;
    } finally {
      lock.unlock();
    }
  }

  /** Closes the least recently used tables above the limit, but not {@code opened} nor one that is being read. */
  private void shrink(Handle opened) throws IOException {
    var eldest = handles.entrySet().iterator();
    while (handles.size() > capacity && eldest.hasNext()) {
      Map.Entry<Long, Handle> entry = eldest.next();
      Handle handle = entry.getValue();
      if (handle.pins == 0 && handle != opened) {
        eldest.remove();
        handle.reader.close();
      }
    }
  }

  private static void closeAll(List<Handle> handles) throws IOException {
    @Nullable
    IOException failure = null;
    for (Handle handle : handles) {
      try {
        handle.reader.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static final class Handle {
    private final long number;
    private final TableReader reader;
    private int pins;
    private boolean wasRead;
    private long idleSinceNanos;

    private Handle(long number, TableReader reader) {
      this.number = number;
      this.reader = reader;
    }

    private boolean isIdle(long now, long idleNanos) {
      if (wasRead || pins > 0) {
        wasRead = false;
        idleSinceNanos = now;
      }
      return pins == 0 && now - idleSinceNanos >= idleNanos;
    }
  }
}
