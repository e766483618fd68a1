package dev.lasso.workloads.store;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ByteArrayDataType;
import org.jspecify.annotations.Nullable;

/**
 * MVStore, the storage of H2. It has no log: a synced write is a commit of its own, and others are committed in the
 * background.
 */
final class MvStore implements Store {

  private static final int MEGABYTE = 1 << 20;
  private static final int KILOBYTE = 1 << 10;

  private final MVStore store;
  private final MVMap<byte[], byte[]> map;

  MvStore(Path directory) {
    store = new MVStore.Builder().fileName(directory.resolve("mv").toString()).cacheSize(CACHE_BYTES / MEGABYTE)
        .autoCommitBufferSize(2 * WRITE_BUFFER_BYTES / KILOBYTE).open();
    map = store.openMap("map", new MVMap.Builder<byte[], byte[]>().keyType(new Keys())
        .valueType(ByteArrayDataType.INSTANCE));
  }

  @Override
  public void put(byte[] key, byte[] value, boolean sync) {
    map.put(key, value);
    if (sync) {
      store.commit();
      store.sync();
    }
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return map.get(key);
  }

  @Override
  public int scan() {
    int count = 0;
    Cursor<byte[], byte[]> cursor = map.cursor(null);
    for (Iterator<byte[]> keys = cursor; keys.hasNext();) {
      count += keys.next().length > 0 && cursor.getValue().length > 0 ? 1 : 0;
    }
    return count;
  }

  @Override
  public void close() {
    store.close();
  }

  /** The order that H2's own type for bytes lacks. */
  private static final class Keys extends BasicDataType<byte[]> {

    @Override
    public int compare(byte[] left, byte[] right) {
      return Arrays.compareUnsigned(left, right);
    }

    @Override
    public int getMemory(byte[] key) {
      return ByteArrayDataType.INSTANCE.getMemory(key);
    }

    @Override
    public void write(WriteBuffer buffer, byte[] key) {
      ByteArrayDataType.INSTANCE.write(buffer, key);
    }

    @Override
    public byte[] read(ByteBuffer buffer) {
      return ByteArrayDataType.INSTANCE.read(buffer);
    }

    @Override
    public byte[][] createStorage(int size) {
      return ByteArrayDataType.INSTANCE.createStorage(size);
    }
  }
}
