package dev.lasso.engine.table;

import dev.lasso.engine.file.DatabaseFiles;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The tables that are open for reading, by number. A table is opened by its first reader and closed with its file's
 * end.
 */
public final class TableCache implements Closeable {
  private final DatabaseFiles files;
  private final KeyOrder keys;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, TableReader> readers = new TreeMap<>();

  public TableCache(DatabaseFiles files, KeyOrder keys) {
    this.files = files;
    this.keys = keys;
  }

  /** {@link TableReader#get} of a table that a version held by the caller contains. */
  public boolean get(long number, Lookup lookup, ReadMode mode) throws IOException {
    return reader(number).get(lookup, mode);
  }

  /** An iterator over a table that a version held by the caller contains. */
  public EntryIterator iterator(long number, ReadMode mode) throws IOException {
    return reader(number).iterator(mode);
  }

  private TableReader reader(long number) throws IOException {
    lock.lock();
    try {
      TableReader reader = readers.get(number);
      if (reader == null) {
        reader = TableReader.open(files.table(number), keys);
        readers.put(number, reader);
      }
      return reader;
    } finally {
      lock.unlock();
    }
  }

  /** Closes a table that no version contains any more. */
  public void evict(long number) throws IOException {
    TableReader reader = remove(number);
    if (reader != null) {
      reader.close();
    }
  }

  private @Nullable TableReader remove(long number) {
    lock.lock();
    try {
      return readers.remove(number);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      for (TableReader reader : readers.values()) {
        reader.close();
      }
      readers.clear();
    } finally {
      lock.unlock();
    }
  }
}
