package dev.lasso.workloads.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;
import org.rocksdb.StringAppendOperator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** RocksDB as it is now. */
final class RocksDbSortedStore implements SortedStore {

  private final List<Snapshot> views = new ArrayList<>();
  private final Path directory;
  private final Options options;
  private RocksDB database;

  RocksDbSortedStore(Path directory) throws RocksDBException {
    RocksDB.loadLibrary();
    this.directory = directory;
    this.options = new Options().setCreateIfMissing(true).setWriteBufferSize(64 << 10)
        .setLevel0FileNumCompactionTrigger(2)
        .setMaxBytesForLevelBase(16 << 10).setTargetFileSizeBase(4 << 10)
        .setMergeOperator(new StringAppendOperator(','));
    this.database = RocksDB.open(options, directory.toString());
  }

  @Override
  public void write(List<Change> changes) throws RocksDBException {
    try (WriteBatch batch = new WriteBatch(); WriteOptions standard = new WriteOptions()) {
      for (Change change : changes) {
        switch (change.kind()) {
          case PUT -> batch.put(change.key().getBytes(UTF_8), change.value().getBytes(UTF_8));
          case DELETE -> batch.delete(change.key().getBytes(UTF_8));
          case MERGE -> batch.merge(change.key().getBytes(UTF_8), change.value().getBytes(UTF_8));
        }
      }
      database.write(standard, batch);
    }
  }

  @Override
  public @Nullable String get(int view, String key) throws RocksDBException {
    try (ReadOptions at = at(view)) {
      byte[] value = database.get(at, key.getBytes(UTF_8));
      return value == null ? null : new String(value, UTF_8);
    }
  }

  @Override
  public void snapshot() {
    views.add(database.getSnapshot());
  }

  @Override
  public void release(int view) {
    database.releaseSnapshot(views.remove(view));
  }

  @Override
  public Walk walk(int view, @Nullable String lower, @Nullable String upper) {
    ReadOptions at = at(view);
    if (lower != null) {
      at.setIterateLowerBound(new Slice(lower.getBytes(UTF_8)));
    }
    if (upper != null) {
      at.setIterateUpperBound(new Slice(upper.getBytes(UTF_8)));
    }
    return new RocksDbWalk(at, database.newIterator(at));
  }

  @Override
  public void flush() throws RocksDBException {
    try (var flush = new org.rocksdb.FlushOptions()) {
      database.flush(flush);
    }
  }

  @Override
  public void compact() throws RocksDBException {
    database.compactRange();
  }

  @Override
  public void reopen() throws RocksDBException {
    database.close();
    database = RocksDB.open(options, directory.toString());
  }

  @Override
  public void close() {
    database.close();
    options.close();
  }

  private ReadOptions at(int view) {
    return view == NOW ? new ReadOptions() : new ReadOptions().setSnapshot(views.get(view));
  }

  /** It keeps the options, whose bounds the iterator reads. */
  private record RocksDbWalk(ReadOptions options, RocksIterator iterator) implements Walk {

    @Override
    public void first() {
      iterator.seekToFirst();
    }

    @Override
    public void last() {
      iterator.seekToLast();
    }

    @Override
    public void seek(String key) {
      iterator.seek(key.getBytes(UTF_8));
    }

    @Override
    public void seekForPrev(String key) {
      iterator.seekForPrev(key.getBytes(UTF_8));
    }

    @Override
    public void next() {
      iterator.next();
    }

    @Override
    public void prev() {
      iterator.prev();
    }

    @Override
    public @Nullable String at() {
      return iterator.isValid() ? new String(iterator.key(), UTF_8) + "=" + new String(iterator.value(), UTF_8) : null;
    }

    @Override
    public void close() {
      iterator.close();
      options.close();
    }
  }
}
