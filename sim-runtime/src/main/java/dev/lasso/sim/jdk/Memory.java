package dev.lasso.sim.jdk;

import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * Memory inside and outside of the heap. A place is a base and an offset in bytes: an array of bytes and
 * {@link #ARRAY_OFFSET} plus an index, or null and an address.
 */
public final class Memory {

  /** The offset of the first element of an array of bytes. */
  public static final long ARRAY_OFFSET = Unsafe.ARRAY_BYTE_BASE_OFFSET;

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private Memory() {}

  /** Copies {@code length} bytes from one place to another. */
  public static void copy(byte @Nullable [] from, long fromOffset, byte @Nullable [] to, long toOffset, long length) {
    UNSAFE.copyMemory(from, fromOffset, to, toOffset, length);
  }

  /** Sets {@code length} bytes at a place to 0. */
  public static void clear(byte @Nullable [] base, long offset, long length) {
    UNSAFE.setMemory(base, offset, length, (byte) 0);
  }

  /** Memory outside of the heap that begins at a multiple of {@code alignment} bytes, a power of two. */
  public static Block allocate(long length, long alignment) {
    long start = UNSAFE.allocateMemory(length + alignment);
    return new Block(start, start + alignment - 1 & -alignment);
  }

  /** The long at an address. */
  public static long longAt(long address) {
    return UNSAFE.getLong(address);
  }

  /**
   * Memory outside of the heap.
   *
   * @param address where it begins, for its user
   */
  public record Block(long start, long address) {

    /** Gives it back; it must not be used again. */
    public void free() {
      UNSAFE.freeMemory(start);
    }
  }
}
