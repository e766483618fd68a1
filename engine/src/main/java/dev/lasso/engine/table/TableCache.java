package dev.lasso.engine.table;

import dev.lasso.engine.file.DatabaseFiles;
import java.io.Closeable;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The tables that are open for reading, by number. A table is opened by its first reader and closed with its file's
 * end. In between its file may be closed for a while, when nobody reads it.
 */
public final class TableCache implements Closeable {
  private final DatabaseFiles files;
  private final Comparator<byte[]> keys;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, TableReader> readers = new TreeMap<>();

  public TableCache(DatabaseFiles files, Comparator<byte[]> keys) {
    this.files = files;
    this.keys = keys;
  }

  /** The reader of a table that a version held by the caller contains. */
  public TableReader reader(long number) throws IOException {
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

  /** How many tables have their file open. */
  public int openFiles() {
    return (int) snapshot().stream().filter(TableReader::isOpen).count();
  }

  /** Closes files that were not read for {@code idleNanos}, as long as more than {@code least} are open. */
  public int closeIdle(long idleNanos, int least) throws IOException {
    int surplus = openFiles() - least;
    int closed = 0;
    for (TableReader reader : snapshot()) {
      if (closed < surplus && reader.closeIfIdle(idleNanos)) {
        closed++;
      }
    }
    return closed;
  }

  private List<TableReader> snapshot() {
    lock.lock();
    try {
      return List.copyOf(readers.values());
    } finally {
      lock.unlock();
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
