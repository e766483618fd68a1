package dev.lasso.engine.table;

import java.util.zip.CRC32C;

/**
 * CRC32C in the masked form in which files store it: rotated right by 15 bits plus 0xa282ead8, so that a checksum of
 * bytes which themselves hold checksums is still a good one.
 */
public final class Checksum {
  private final CRC32C crc = new CRC32C();

  /** The masked checksum of one byte followed by a range of bytes. */
  public int masked(int first, byte[] bytes, int offset, int length) {
    crc.reset();
    crc.update(first);
    crc.update(bytes, offset, length);
    return mask((int) crc.getValue());
  }

  /** The masked checksum of a range of bytes followed by one byte. */
  int masked(byte[] bytes, int offset, int length, int last) {
    crc.reset();
    crc.update(bytes, offset, length);
    crc.update(last);
    return mask((int) crc.getValue());
  }

  static int mask(int crc) {
    return Integer.rotateRight(crc, 15) + 0xa282ead8;
  }
}
