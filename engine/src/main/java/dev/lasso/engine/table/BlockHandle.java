package dev.lasso.engine.table;

/**
 * Where a block lies in its table.
 *
 * @param size the bytes of the block as stored, without its trailer
 */
record BlockHandle(long offset, int size) {
  /** The bytes behind a block: its compression (1) and the masked CRC32C of block and compression (4). */
  static final int TRAILER = 5;

  static BlockHandle read(BytesReader reader) {
    long offset = reader.readVarint();
    long size = reader.readVarint();
    if (offset < 0 || size < 0 || size > Integer.MAX_VALUE - TRAILER || offset > Long.MAX_VALUE - size - TRAILER) {
      throw new IndexOutOfBoundsException("no block is " + size + " bytes at " + offset);
    }
    return new BlockHandle(offset, (int) size);
  }

  void write(Bytes bytes) {
    bytes.addVarint(offset).addVarint(size);
  }

  /** The offset behind the trailer. */
  long end() {
    return offset + size + TRAILER;
  }
}
