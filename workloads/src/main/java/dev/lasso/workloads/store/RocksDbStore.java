package dev.lasso.workloads.store;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/** RocksDB as it is now, in C++ behind JNI. */
final class RocksDbStore implements Store {

  private final Options options;
  private final WriteOptions synced;
  private final WriteOptions standard;
  private final RocksDB database;

  RocksDbStore(Path directory) throws IOException {
    RocksDB.loadLibrary();
    synced = new WriteOptions().setSync(true);
    standard = new WriteOptions();
    options = new Options().setCreateIfMissing(true).setWriteBufferSize(WRITE_BUFFER_BYTES)
        .setCompressionType(CompressionType.NO_COMPRESSION).setTableFormatConfig(
            new BlockBasedTableConfig().setBlockCache(new LRUCache(CACHE_BYTES)).setFilterPolicy(new BloomFilter(10)));
    try {
      database = RocksDB.open(options, directory.toString());
    } catch (RocksDBException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void put(byte[] key, byte[] value, boolean sync) throws IOException {
    try {
      database.put(sync ? synced : standard, key, value);
    } catch (RocksDBException e) {
      throw new IOException(e);
    }
  }

  @Override
  public byte @Nullable [] get(byte[] key) throws IOException {
    try {
      return database.get(key);
    } catch (RocksDBException e) {
      throw new IOException(e);
    }
  }

  @Override
  public int scan() {
    int count = 0;
    try (RocksIterator iterator = database.newIterator()) {
      for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
        count += iterator.key().length > 0 && iterator.value().length > 0 ? 1 : 0;
      }
    }
    return count;
  }

  @Override
  public void close() {
    database.close();
    options.close();
    synced.close();
    standard.close();
  }
}
