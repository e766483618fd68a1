package dev.lasso.workloads.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A sorted map on disk, for any number of threads. Blocks are not compressed, whichever it is. */
interface Store extends Closeable {

  /** Memory for writes that are in no file yet, twice: one half fills while the other is written. */
  int WRITE_BUFFER_BYTES = 16 << 20;

  /** Memory for what was read. */
  int CACHE_BYTES = 32 << 20;

  /** Sets {@code key}; with {@code sync} it survives a loss of power from then on. */
  void put(byte[] key, byte[] value, boolean sync) throws IOException;

  byte @Nullable [] get(byte[] key) throws IOException;

  /** Reads all keys and values in order, and answers how many there are. */
  int scan() throws IOException;

  /** Opens or makes one of that kind. */
  static Store open(String kind, Path directory) throws IOException {
    return switch (kind) {
      case "lasso" -> new EngineStore(directory);
      case "leveldb" -> new LevelDbStore(directory);
      case "mvstore" -> new MvStore(directory);
      case "rocksdb" -> new RocksDbStore(directory);
      default -> throw new IllegalArgumentException("there is no store " + kind);
    };
  }
}
