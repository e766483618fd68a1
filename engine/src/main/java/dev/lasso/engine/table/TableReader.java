package dev.lasso.engine.table;

import dev.lasso.engine.file.CorruptionException;
import dev.lasso.engine.file.ReadFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A finished table, open for reading by any number of threads; its index stays in memory. */
public final class TableReader implements Closeable {
  private final ReadFile file;
  private final Comparator<byte[]> keys;
  private final List<BlockHandle> blocks;

  private TableReader(ReadFile file, Comparator<byte[]> keys, List<BlockHandle> blocks) {
    this.file = file;
    this.keys = keys;
    this.blocks = blocks;
  }

  /**
   * Opens the table at {@code path}.
   *
   * @throws CorruptionException if its footer or index is damaged
   */
  public static TableReader open(Path path, Comparator<byte[]> keys) throws IOException {
    ReadFile file = ReadFile.open(path);
    try {
      return new TableReader(file, keys, readIndex(file));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** The newest entry of {@code key}, or null if the table has none. */
  public @Nullable Entry get(byte[] key) throws IOException {
    int block = firstBlockNotBefore(key);
    if (block == blocks.size()) {
      return null;
    }
    BlockCursor cursor = new BlockCursor(block);
    for (Entry entry = cursor.next(); entry != null; entry = cursor.next()) {
      int order = keys.compare(entry.key(), key);
      if (order >= 0) {
        return order == 0 ? entry : null;
      }
    }
    return null;
  }

  /** All entries. */
  public EntryCursor entries() {
    return new BlockCursor(0);
  }

  /** Whether the file is open. */
  boolean isOpen() {
    return file.isOpen();
  }

  /** Closes the file if nothing was read for {@code idleNanos}, until the next read; true if it did. */
  boolean closeIfIdle(long idleNanos) throws IOException {
    return file.closeIfIdle(idleNanos);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private int firstBlockNotBefore(byte[] key) {
    int low = 0;
    int high = blocks.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (keys.compare(blocks.get(middle).lastKey, key) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static List<BlockHandle> readIndex(ReadFile file) throws IOException {
    String name = file.path().getFileName().toString();
    long footerAt = file.size() - TableWriter.FOOTER;
    if (footerAt < 0) {
      throw new CorruptionException(name, 0, "a table has at least " + TableWriter.FOOTER + " bytes");
    }
    BytesReader footer = new BytesReader(file.read(footerAt, TableWriter.FOOTER));
    long offset = footer.readLong();
    int length = footer.readInt();
    int crc = footer.readInt();
    if (footer.readLong() != TableWriter.MAGIC || offset < 0 || length < 0 || offset + length != footerAt) {
      throw new CorruptionException(name, footerAt, "no table footer");
    }
    byte[] index = file.read(offset, length);
    if (new Checksum().masked(index, 0, length) != crc) {
      throw new CorruptionException(name, offset, "wrong checksum of the index");
    }
    List<BlockHandle> blocks = new ArrayList<>();
    BytesReader reader = new BytesReader(index);
    while (reader.hasMore()) {
      blocks.add(new BlockHandle(reader.readVarint(), (int) reader.readVarint(), reader.readPrefixed()));
    }
    return blocks;
  }

  private static final class BlockHandle {
    private final long offset;
    private final int length;
    private final byte[] lastKey;

    private BlockHandle(long offset, int length, byte[] lastKey) {
      this.offset = offset;
      this.length = length;
      this.lastKey = lastKey;
    }
  }

  private final class BlockCursor implements EntryCursor {
    private int nextBlock;
    private BytesReader reader = new BytesReader(new byte[0]);

    private BlockCursor(int firstBlock) {
      nextBlock = firstBlock;
    }

    @Override
    public @Nullable Entry next() throws IOException {
      if (!reader.hasMore()) {
        if (nextBlock == blocks.size()) {
          return null;
        }
        reader = load(blocks.get(nextBlock++));
      }
      int keyLength = reader.readLength();
      int valueLength = reader.readLength();
      long packed = reader.readLong();
      byte[] key = reader.readBytes(keyLength);
      return new Entry(key, packed >>> 8, EntryKind.of((int) packed & 0xff), reader.readBytes(valueLength));
    }

    private BytesReader load(BlockHandle block) throws IOException {
      byte[] bytes = file.read(block.offset, block.length);
      int length = bytes.length - 4;
      int stored = new BytesReader(bytes, length, bytes.length).readInt();
      if (new Checksum().masked(bytes, 0, length) != stored) {
        throw new CorruptionException(file.path().getFileName().toString(), block.offset, "wrong checksum of a block");
      }
      return new BytesReader(bytes, 0, length);
    }
  }
}
