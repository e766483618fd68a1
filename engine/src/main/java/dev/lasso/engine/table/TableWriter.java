package dev.lasso.engine.table;

import dev.lasso.engine.file.AppendFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A table in the making. The file is data blocks, an index block, and a footer of 24 bytes: offset (8) and length (4)
 * of the index, its masked CRC32C (4) and a magic number (8). A data block is entries, then its masked CRC32C; an entry
 * is varint key length, varint value length, sequence and kind in eight bytes (sequence shifted left by 8), key, value.
 * The index has for each block its offset and length as varints and its last key, prefixed by length.
 */
public final class TableWriter implements Closeable {
  static final long MAGIC = 0x656c62615420544cL;
  static final int FOOTER = 24;

  private final AppendFile file;
  private final int blockBytes;
  private final Checksum checksum = new Checksum();
  private final Bytes block;
  private final Bytes index = new Bytes(1024);
  private @Nullable Entry smallest;
  private @Nullable Entry largest;
  private long smallestSequence = Long.MAX_VALUE;
  private long largestSequence;
  private long rawKeyBytes;
  private long rawValueBytes;
  private long blocks;
  private long entries;
  private long deletions;

  /** Begins the table at {@code path}, whose data blocks hold about {@code blockBytes}. */
  public TableWriter(Path path, int blockBytes) throws IOException {
    this.file = AppendFile.create(path);
    this.blockBytes = blockBytes;
    this.block = new Bytes(blockBytes + blockBytes / 4);
  }

  /** Adds an entry, which must follow the last one in {@link Entry#order}. */
  public void add(Entry entry) throws IOException {
    if (smallest == null) {
      smallest = entry;
    }
    largest = entry;
    smallestSequence = Math.min(smallestSequence, entry.sequence());
    largestSequence = Math.max(largestSequence, entry.sequence());
    rawKeyBytes += entry.key().length + 8;
    rawValueBytes += entry.value().length;
    entries++;
    if (entry.kind() == EntryKind.DELETE) {
      deletions++;
    }
    block.addVarint(entry.key().length).addVarint(entry.value().length);
    block.addLong(entry.sequence() << 8 | entry.kind().code()).add(entry.key()).add(entry.value());
    if (block.size() >= blockBytes) {
      finishBlock(entry);
    }
  }

  /** The bytes so far, with the block that is not written yet. */
  public long size() {
    return file.size() + block.size();
  }

  public long entries() {
    return entries;
  }

  /** Writes what is left, and makes the table survive the machine if {@code sync}. */
  public TableSummary finish(boolean sync) throws IOException {
    if (smallest == null || largest == null) {
      throw new IllegalStateException("a table without entries is not written");
    }
    if (block.size() > 0) {
      finishBlock(largest);
    }
    long dataBytes = file.size();
    int crc = checksum.masked(index.array(), 0, index.size());
    file.append(index.array(), 0, index.size());
    Bytes footer = new Bytes(FOOTER).addLong(dataBytes).addInt(index.size()).addInt(crc).addLong(MAGIC);
    file.append(footer.array(), 0, footer.size());
    if (sync) {
      file.sync();
    }
    return new TableSummary(file.size(), smallest.key(), largest.key(), smallestSequence, largestSequence,
        new TableProperties(dataBytes, index.size(), rawKeyBytes, rawValueBytes, blocks, entries, deletions));
  }

  private void finishBlock(Entry last) throws IOException {
    long offset = file.size();
    block.addInt(checksum.masked(block.array(), 0, block.size()));
    file.append(block.array(), 0, block.size());
    index.addVarint(offset).addVarint(block.size()).addPrefixed(last.key());
    block.clear();
    blocks++;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
