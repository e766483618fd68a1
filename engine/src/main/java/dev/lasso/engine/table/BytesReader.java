package dev.lasso.engine.table;

import java.util.Arrays;

/**
 * A pass over bytes that {@link Bytes} wrote. Every read checks the bounds; what does not fit is an
 * {@link IndexOutOfBoundsException}, which the caller reports as corruption of its file.
 */
public final class BytesReader {
  private final byte[] array;
  private final int end;
  private int position;

  public BytesReader(byte[] array, int start, int end) {
    this.array = array;
    this.position = start;
    this.end = end;
  }

  public BytesReader(byte[] array) {
    this(array, 0, array.length);
  }

  public boolean hasMore() {
    return position < end;
  }

  public int position() {
    return position;
  }

  public int readByte() {
    return array[advance(1)] & 0xff;
  }

  public int readInt() {
    return LittleEndian.getInt(array, advance(4));
  }

  public long readLong() {
    return LittleEndian.getLong(array, advance(8));
  }

  public long readVarint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = readByte();
      value |= (next & 0x7fL) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IndexOutOfBoundsException("a varint is longer than ten bytes");
  }

  /** A varint that must be a length within the bytes left. */
  public int readLength() {
    long length = readVarint();
    if (length < 0 || length > end - position) {
      throw new IndexOutOfBoundsException("a length of " + length + " exceeds the " + (end - position) + " bytes left");
    }
    return (int) length;
  }

  public byte[] readBytes(int length) {
    int from = advance(length);
    return Arrays.copyOfRange(array, from, from + length);
  }

  /** Copies {@code length} bytes to {@code target}. */
  void readBytes(byte[] target, int offset, int length) {
    System.arraycopy(array, advance(length), target, offset, length);
  }

  /** What {@link Bytes#addPrefixed} wrote. */
  public byte[] readPrefixed() {
    return readBytes(readLength());
  }

  private int advance(int length) {
    if (length < 0 || length > end - position) {
      throw new IndexOutOfBoundsException("the bytes end at " + end + ", before " + ((long) position + length));
    }
    int from = position;
    position += length;
    return from;
  }
}
