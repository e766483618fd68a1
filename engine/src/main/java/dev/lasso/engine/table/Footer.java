package dev.lasso.engine.table;

import dev.lasso.engine.file.CorruptionException;
import java.util.Arrays;

/**
 * The last 53 bytes of a table: the kind of checksum (1, for CRC32C), the handles of the metaindex and the index,
 * padded with zeros to 40 bytes, the format version (2, four bytes) and the magic number of block-based tables (8). No
 * checksum covers them. Instead every byte is determined: the index ends where the footer begins, the metaindex where
 * the index begins, and what a footer says must be what would be written.
 */
record Footer(BlockHandle metaindex, BlockHandle index) {
  static final int BYTES = 53;
  private static final int CRC32C = 1;
  private static final int HANDLES = 40;
  private static final int VERSION = 2;
  private static final long MAGIC = 0x88e241b785f4cff7L;

  byte[] encode() {
    Bytes bytes = new Bytes(BYTES).addByte(CRC32C);
    metaindex.write(bytes);
    index.write(bytes);
    bytes.add(new byte[1 + HANDLES - bytes.size()]);
    return bytes.addInt(VERSION).addLong(MAGIC).copy();
  }

  /**
   * The footer that stands at {@code offset} of a table.
   *
   * @throws CorruptionException if the bytes are none
   */
  static Footer decode(byte[] bytes, String file, long offset) throws CorruptionException {
    try {
      BytesReader reader = new BytesReader(bytes, 1, 1 + HANDLES);
      Footer footer = new Footer(BlockHandle.read(reader), BlockHandle.read(reader));
      if (footer.index.end() == offset && footer.metaindex.end() == footer.index.offset()
          && Arrays.equals(bytes, footer.encode())) {
        return footer;
      }
    } catch (IndexOutOfBoundsException e) {
      throw new CorruptionException(file, offset, "no table footer: " + e.getMessage());
    }
    throw new CorruptionException(file, offset, "no table footer");
  }
}
