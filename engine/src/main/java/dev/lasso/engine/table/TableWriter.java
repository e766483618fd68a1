package dev.lasso.engine.table;

import dev.lasso.engine.file.AppendFile;
import dev.lasso.engine.file.Pace;
import dev.lasso.engine.options.Compression;
import dev.lasso.engine.options.TableShape;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A table in the making, in RocksDB's block-based format of version 2: data blocks, a bloom filter if asked for, the
 * properties, the metaindex with the handles of these two, the index, and the {@link Footer}. Each block but the footer
 * is followed by its compression and a masked CRC32C, {@link BlockHandle#TRAILER} bytes; filter, properties and
 * metaindex are never compressed.
 *
 * <p>A key in a data block is the caller's key and eight bytes, sequence and kind. The index has for each data block
 * its last key and its handle. All blocks but the filter are made by {@link BlockBuilder}.
 */
public final class TableWriter implements Closeable {
  static final String PROPERTIES = "rocksdb.properties";
  static final String FILTER_POLICY = "rocksdb.BuiltinBloomFilter";
  static final String FILTER = "fullfilter." + FILTER_POLICY;

  private final AppendFile file;
  private final TableShape shape;
  private final Compression compression;
  private final boolean external;
  private final Checksum checksum = new Checksum();
  private final Snappy snappy = new Snappy();
  private final Bytes compressed = new Bytes(1024);
  private final Bytes trailer = new Bytes(BlockHandle.TRAILER);
  private final Bytes key = new Bytes(64);
  private final Bytes handle = new Bytes(20);
  private final BlockBuilder data;
  private final BlockBuilder index;
  private final BloomFilter.@Nullable Builder filter;
  private @Nullable Entry smallest;
  private @Nullable Entry largest;
  private long smallestSequence = Long.MAX_VALUE;
  private long largestSequence;
  private long rawKeyBytes;
  private long rawValueBytes;
  private long blocks;
  private long entries;
  private long deletions;
  private long merges;

  /** Begins the table at {@code path}. */
  public TableWriter(Path path, TableShape shape, Compression compression) throws IOException {
    this(path, shape, compression, Pace.unlimited());
  }

  /** Begins the table at {@code path}, which grows no faster than {@code pace} lets it. */
  public TableWriter(Path path, TableShape shape, Compression compression, Pace pace) throws IOException {
    this(path, shape, compression, pace, false);
  }

  /** Begins a table that gets its place in the order of all writes when it is ingested. */
  public static TableWriter external(Path path, TableShape shape, Compression compression) throws IOException {
    return new TableWriter(path, shape, compression, Pace.unlimited(), true);
  }

  private TableWriter(Path path, TableShape shape, Compression compression, Pace pace, boolean external)
      throws IOException {
    this.file = AppendFile.create(path, pace);
    this.shape = shape;
    this.compression = compression;
    this.external = external;
    this.data = new BlockBuilder(shape.restartInterval(), shape.blockBytes() + shape.blockBytes() / 4);
    this.index = new BlockBuilder(shape.indexRestartInterval(), 1024);
    this.filter = shape.bloomBits() == 0 ? null : new BloomFilter.Builder(shape.bloomBits());
  }

  /** Adds an entry, which must follow the last one in {@link Entry#order}. */
  public void add(Entry entry) throws IOException {
    byte[] value = entry.value();
    if (!data.isEmpty() && isFullBefore(entry.key().length + BlockCursor.TAG, value.length)) {
      finishBlock();
    }
    if (filter != null && (largest == null || !java.util.Arrays.equals(largest.key(), entry.key()))) {
      filter.add(entry.key());
    }
    key.clear();
    key.add(entry.key()).addLong(entry.sequence() << 8 | entry.kind().code());
    data.add(key.array(), key.size(), value, 0, value.length);
    count(entry);
  }

  /** The bytes so far, with the block that is not written yet. */
  public long size() {
    return file.size() + data.size();
  }

  public long entries() {
    return entries;
  }

  /** The key of the last entry, or null before the first. */
  public byte @Nullable [] lastKey() {
    return largest == null ? null : largest.key();
  }

  /** Writes what is left, and makes the table survive the machine if {@code sync}. */
  public TableSummary finish(boolean sync) throws IOException {
    if (smallest == null || largest == null) {
      throw new IllegalStateException("a table without entries is not written");
    }
    finishBlock();
    final long dataBytes = file.size();
    Map<String, byte[]> metaindex = new TreeMap<>();
    long filterBytes = 0;
    if (filter != null) {
      byte[] bits = filter.finish();
      filterBytes = bits.length;
      metaindex.put(FILTER, handle(write(bits, bits.length, Compression.NONE)));
    }
    TableProperties properties = new TableProperties(dataBytes, index.size(), filterBytes, rawKeyBytes, rawValueBytes,
        blocks, entries, deletions, merges, filter == null ? "" : FILTER_POLICY, external);
    metaindex.put(PROPERTIES, handle(write(properties.encode())));
    BlockHandle metaindexHandle = write(textBlock(metaindex));
    byte[] footer = new Footer(metaindexHandle, writeCompressed(index.finish())).encode();
    file.append(footer, 0, footer.length);
    if (sync) {
      file.sync();
    }
    return new TableSummary(file.size(), smallest.key(), largest.key(), smallestSequence, largestSequence, properties);
  }

  /** A block of pairs whose keys are text. */
  static Bytes textBlock(Map<String, byte[]> pairs) {
    BlockBuilder block = new BlockBuilder(1, 256);
    pairs.forEach((name, value) -> {
      byte[] text = name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
      block.add(text, text.length, value, 0, value.length);
    });
    return block.finish();
  }

  private boolean isFullBefore(int keyLength, int valueLength) {
    int size = data.size();
    return size >= shape.blockBytes() || data.sizeWith(keyLength, valueLength) > shape.blockBytes()
        && (long) size * 100 > (long) shape.blockBytes() * (100 - shape.blockDeviation());
  }

  private void count(Entry entry) {
    if (smallest == null) {
      smallest = entry;
    }
    largest = entry;
    smallestSequence = Math.min(smallestSequence, entry.sequence());
    largestSequence = Math.max(largestSequence, entry.sequence());
    rawKeyBytes += entry.key().length + BlockCursor.TAG;
    rawValueBytes += entry.value().length;
    entries++;
    switch (entry.kind()) {
      case DELETE -> deletions++;
      case MERGE -> merges++;
      case PUT -> {
      }
    }
  }

  private void finishBlock() throws IOException {
    handle.clear();
    writeCompressed(data.finish()).write(handle);
    data.clear();
    index.add(key.array(), key.size(), handle.array(), 0, handle.size());
    blocks++;
  }

  /** Writes a block, compressed if that saves an eighth. */
  private BlockHandle writeCompressed(Bytes block) throws IOException {
    if (compression == Compression.SNAPPY) {
      compressed.clear();
      snappy.compress(block.array(), block.size(), compressed);
      if (compressed.size() < block.size() - block.size() / 8) {
        return write(compressed.array(), compressed.size(), compression);
      }
    }
    return write(block);
  }

  private BlockHandle write(Bytes block) throws IOException {
    return write(block.array(), block.size(), Compression.NONE);
  }

  private BlockHandle write(byte[] bytes, int size, Compression how) throws IOException {
    BlockHandle written = new BlockHandle(file.size(), size);
    file.append(bytes, 0, size);
    trailer.clear();
    trailer.addByte(how.code()).addInt(checksum.masked(bytes, 0, size, how.code()));
    file.append(trailer.array(), 0, trailer.size());
    return written;
  }

  private static byte[] handle(BlockHandle written) {
    Bytes bytes = new Bytes(20);
    written.write(bytes);
    return bytes.copy();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
