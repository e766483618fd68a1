package dev.lasso.engine.table;

import dev.lasso.engine.cache.BlockCache;
import dev.lasso.engine.file.CorruptionException;
import dev.lasso.engine.file.ReadFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A finished table, open for reading by any number of threads; its index and filter stay in memory. */
final class TableReader implements Closeable {
  private final BlockFile file;
  private final KeyOrder keys;
  private final Block index;
  private final @Nullable BloomFilter filter;
  private final TableProperties properties;
  private final long number;
  private final long ingestedAt;
  private final BlockCache<Block> blocks;

  private TableReader(BlockFile file, long number, long ingestedAt, KeyOrder keys, BlockCache<Block> blocks)
      throws IOException {
    this.file = file;
    this.number = number;
    this.ingestedAt = ingestedAt;
    this.blocks = blocks;
    this.keys = keys;
    BlockHandle metaindexHandle = file.footer().metaindex();
    Map<String, byte[]> metaindex = file.readBlock(metaindexHandle, true).pairs();
    byte[] propertiesHandle = metaindex.get(TableWriter.PROPERTIES);
    if (propertiesHandle == null) {
      throw file.corrupt(metaindexHandle.offset(), "the table has no properties");
    }
    this.properties = properties(handle(propertiesHandle, metaindexHandle));
    byte[] filterHandle = metaindex.get(TableWriter.FILTER);
    this.filter = filterHandle == null ? null : file.readFilter(handle(filterHandle, metaindexHandle));
    this.index = file.readBlock(file.footer().index(), true);
  }

  /**
   * The table in {@code file}, which is closed with it, whose blocks are kept under {@code number}. If it is external,
   * all its entries have the sequence {@code ingestedAt}.
   *
   * @throws CorruptionException if its footer, index, filter or properties are damaged
   */
  static TableReader open(ReadFile file, long number, long ingestedAt, KeyOrder keys, BlockCache<Block> blocks)
      throws IOException {
    boolean opened = false;
    try {
      TableReader reader = new TableReader(new BlockFile(file), number, ingestedAt, keys, blocks);
      opened = true;
      return reader;
    } finally {
      if (!opened) {
        file.close();
      }
    }
  }

  /** Whether the filter says that the table does not have the key; also when the table is closed. */
  boolean rulesOut(Lookup lookup) {
    boolean ruledOut = filter != null && !filter.mayContain(lookup.filterHash());
    if (ruledOut) {
      lookup.ruleOutTable();
    }
    return ruledOut;
  }

  /** Offers the entries of the key to {@code lookup}; true once it is decided. */
  boolean get(Lookup lookup, ReadMode mode) throws IOException {
    byte[] key = lookup.key();
    TableIterator entries = new TableIterator(this, mode, () -> {
    });
    for (entries.seek(key, lookup.sequence()); entries.isValid(); entries.next()) {
      if (keys.compare(entries.keyArray(), 0, entries.keyLength(), key, 0, key.length) != 0) {
        return false;
      }
      if (lookup.offer(entries.kind(), entries.valueArray(), entries.valueOffset(), entries.valueLength())) {
        return true;
      }
    }
    return false;
  }

  /** An iterator over all entries, until the table is closed; {@code whenClosed} runs at its close. */
  TableIterator iterator(ReadMode mode, Runnable whenClosed) {
    return new TableIterator(this, mode, whenClosed);
  }

  /** The bytes of the table before the block that {@code key} is in, or would be. */
  long offsetOf(byte[] key) throws IOException {
    BlockCursor cursor = new BlockCursor(keys, BlockCursor.TAG);
    cursor.open(index);
    cursor.seek(key, Long.MAX_VALUE >>> 8);
    return cursor.isValid()
        ? dataHandle(cursor.valueOffset(), cursor.valueLength()).offset()
        : file.footer().metaindex().offset();
  }

  /** What the table says about itself. */
  TableProperties properties() {
    return properties;
  }

  /** The sequence of an entry that is stored with {@code stored}. */
  long sequence(long stored) {
    return properties.external() ? ingestedAt : stored;
  }

  KeyOrder keys() {
    return keys;
  }

  Block index() {
    return index;
  }

  /** The handle that stands in the index. */
  BlockHandle dataHandle(int offset, int length) throws CorruptionException {
    return file.handle(index.bytes(), offset, length, index.offset());
  }

  /** A data block, from the cache or else from disk. */
  Block dataBlock(BlockHandle handle, ReadMode mode) throws IOException {
    Block cached = blocks.get(number, handle.offset());
    if (cached != null) {
      return cached;
    }
    Block read = file.readBlock(handle, mode.verifyChecksums());
    if (mode.fillCache()) {
      blocks.put(number, handle.offset(), read, read.memoryBytes());
    }
    return read;
  }

  private TableProperties properties(BlockHandle handle) throws IOException {
    try {
      return TableProperties.decode(file.readBlock(handle, true).pairs());
    } catch (IndexOutOfBoundsException e) {
      throw file.corrupt(handle.offset(), "no properties: " + e.getMessage());
    }
  }

  private BlockHandle handle(byte[] bytes, BlockHandle metaindex) throws CorruptionException {
    return file.handle(bytes, 0, bytes.length, metaindex.offset());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
