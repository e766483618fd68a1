package dev.lasso.engine.table;

import java.util.Arrays;

/** A growing array of bytes, written in the encodings of the file formats: little-endian numbers and varints. */
public final class Bytes {
  private byte[] array;
  private int size;

  public Bytes(int capacity) {
    array = new byte[capacity];
  }

  /** The array behind; its first {@link #size} bytes count. It is replaced when it grows. */
  public byte[] array() {
    return array;
  }

  public int size() {
    return size;
  }

  public void clear() {
    size = 0;
  }

  /** Forgets all but the first {@code length} bytes. */
  public void truncate(int length) {
    size = length;
  }

  /** A copy of the bytes. */
  public byte[] copy() {
    return Arrays.copyOf(array, size);
  }

  public Bytes addByte(int value) {
    reserve(1);
    array[size++] = (byte) value;
    return this;
  }

  public Bytes add(byte[] bytes) {
    return add(bytes, 0, bytes.length);
  }

  public Bytes add(byte[] bytes, int offset, int length) {
    reserve(length);
    System.arraycopy(bytes, offset, array, size, length);
    size += length;
    return this;
  }

  public Bytes addInt(int value) {
    reserve(4);
    LittleEndian.putInt(array, size, value);
    size += 4;
    return this;
  }

  public Bytes addLong(long value) {
    reserve(8);
    LittleEndian.putLong(array, size, value);
    size += 8;
    return this;
  }

  /** Seven bits a byte, lowest first, the top bit set on all but the last. */
  public Bytes addVarint(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      array[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    array[size++] = (byte) rest;
    return this;
  }

  /** A length as a varint, then the bytes. */
  public Bytes addPrefixed(byte[] bytes) {
    return addVarint(bytes.length).add(bytes);
  }

  /** Overwrites four bytes. */
  public void setInt(int offset, int value) {
    LittleEndian.putInt(array, offset, value);
  }

  /** Overwrites eight bytes. */
  public void setLong(int offset, long value) {
    LittleEndian.putLong(array, offset, value);
  }

  /** The length of {@link #addVarint}'s encoding. */
  public static int varintLength(long value) {
    return Math.max(1, (70 - Long.numberOfLeadingZeros(value)) / 7);
  }

  private void reserve(int more) {
    if (array.length - size < more) {
      array = Arrays.copyOf(array, Math.max(array.length * 2, size + more));
    }
  }
}
