package dev.lasso.engine.table;

import dev.lasso.engine.file.CorruptionException;
import dev.lasso.engine.file.ReadFile;
import dev.lasso.engine.options.Compression;
import java.io.Closeable;
import java.io.IOException;

/** The blocks of a table, read by their handles, checked, and uncompressed. */
final class BlockFile implements Closeable {
  private final ReadFile file;
  private final String name;
  private final Footer footer;

  /**
   * The blocks of an open file.
   *
   * @throws CorruptionException if it does not end with a footer
   */
  BlockFile(ReadFile file) throws IOException {
    this.file = file;
    this.name = file.path().getFileName().toString();
    long footerAt = file.size() - Footer.BYTES;
    if (footerAt < 0) {
      throw new CorruptionException(name, 0, "a table has at least " + Footer.BYTES + " bytes");
    }
    this.footer = Footer.decode(file.read(footerAt, Footer.BYTES), name, footerAt);
  }

  Footer footer() {
    return footer;
  }

  Block readBlock(BlockHandle handle, boolean verify) throws IOException {
    byte[] stored = readStored(handle, verify);
    int compression = stored[handle.size()];
    if (compression == Compression.NONE.code()) {
      return new Block(stored, handle.size(), name, handle.offset());
    }
    if (compression != Compression.SNAPPY.code()) {
      throw new CorruptionException(name, handle.offset(), "no compression has the code " + compression);
    }
    try {
      byte[] bytes = Snappy.decompress(stored, handle.size());
      return new Block(bytes, bytes.length, name, handle.offset());
    } catch (IndexOutOfBoundsException e) {
      throw new CorruptionException(name, handle.offset(), "a block cannot be decompressed: " + e.getMessage());
    }
  }

  BloomFilter readFilter(BlockHandle handle) throws IOException {
    try {
      return new BloomFilter(readStored(handle, true), handle.size());
    } catch (IndexOutOfBoundsException e) {
      throw new CorruptionException(name, handle.offset(), "no filter: " + e.getMessage());
    }
  }

  /** A handle that stands in a block. */
  BlockHandle handle(byte[] bytes, int offset, int length, long blockOffset) throws CorruptionException {
    try {
      return BlockHandle.read(new BytesReader(bytes, offset, offset + length));
    } catch (IndexOutOfBoundsException e) {
      throw new CorruptionException(name, blockOffset, "no block handle: " + e.getMessage());
    }
  }

  CorruptionException corrupt(long offset, String reason) {
    return new CorruptionException(name, offset, reason);
  }

  /** The bytes of a block with its trailer. */
  private byte[] readStored(BlockHandle handle, boolean verify) throws IOException {
    if (handle.end() > footer.index().end()) {
      throw new CorruptionException(name, handle.offset(), "a block of " + handle.size() + " bytes exceeds the table");
    }
    byte[] stored = file.read(handle.offset(), handle.size() + BlockHandle.TRAILER);
    if (verify) {
      int expected = new BytesReader(stored, handle.size() + 1, stored.length).readInt();
      if (new Checksum().masked(stored, 0, handle.size(), stored[handle.size()]) != expected) {
        throw new CorruptionException(name, handle.offset(), "wrong checksum of a block");
      }
    }
    return stored;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
