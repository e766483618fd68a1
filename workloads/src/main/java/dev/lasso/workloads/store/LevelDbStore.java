package dev.lasso.workloads.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.iq80.leveldb.CompressionType;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.DBIterator;
import org.iq80.leveldb.Options;
import org.iq80.leveldb.WriteOptions;
import org.iq80.leveldb.impl.Iq80DBFactory;
import org.jspecify.annotations.Nullable;

/** LevelDB in Java, by iq80. */
final class LevelDbStore implements Store {

  private static final WriteOptions SYNCED = new WriteOptions().sync(true);
  private static final WriteOptions STANDARD = new WriteOptions();

  private final DB database;

  LevelDbStore(Path directory) throws IOException {
    database = new Iq80DBFactory().open(directory.toFile(), new Options().writeBufferSize(WRITE_BUFFER_BYTES)
        .cacheSize(CACHE_BYTES).compressionType(CompressionType.NONE));
  }

  @Override
  public void put(byte[] key, byte[] value, boolean sync) {
    database.put(key, value, sync ? SYNCED : STANDARD);
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return database.get(key);
  }

  @Override
  public int scan() throws IOException {
    int count = 0;
    try (DBIterator iterator = database.iterator()) {
      for (iterator.seekToFirst(); iterator.hasNext();) {
        Map.Entry<byte[], byte[]> entry = iterator.next();
        count += entry.getKey().length > 0 && entry.getValue().length > 0 ? 1 : 0;
      }
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    database.close();
  }
}
