package dev.lasso.engine.table;

import dev.lasso.engine.file.CorruptionException;
import dev.lasso.engine.file.ReadFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A finished table, open for reading by any number of threads; its index and filter stay in memory. */
public final class TableReader implements Closeable {
  private final BlockFile file;
  private final KeyOrder keys;
  private final Block index;
  private final @Nullable BloomFilter filter;
  private final TableProperties properties;

  private TableReader(BlockFile file, KeyOrder keys) throws IOException {
    this.file = file;
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
   * Opens the table at {@code path}.
   *
   * @throws CorruptionException if its footer, index, filter or properties are damaged
   */
  public static TableReader open(Path path, KeyOrder keys) throws IOException {
    ReadFile file = ReadFile.open(path);
    boolean opened = false;
    try {
      TableReader reader = new TableReader(new BlockFile(file), keys);
      opened = true;
      return reader;
    } finally {
      if (!opened) {
        file.close();
      }
    }
  }

  /** Offers the entries of the key to {@code lookup}; true once it is decided. */
  public boolean get(Lookup lookup, ReadMode mode) throws IOException {
    byte[] key = lookup.key();
    if (filter != null && !filter.mayContain(key)) {
      return false;
    }
    TableIterator entries = iterator(mode);
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

  /** An iterator over all entries. It may be used until the table is closed. */
  public TableIterator iterator(ReadMode mode) {
    return new TableIterator(this, mode);
  }

  /** What the table says about itself. */
  public TableProperties properties() {
    return properties;
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

  Block dataBlock(BlockHandle handle, ReadMode mode) throws IOException {
    return file.readBlock(handle, mode.verifyChecksums());
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
