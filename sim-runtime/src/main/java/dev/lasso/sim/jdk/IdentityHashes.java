package dev.lasso.sim.jdk;

import jdk.internal.misc.Unsafe;

/**
 * The generator behind {@link System#identityHashCode}, set to a known state. HotSpot draws identity hashes from a
 * xor-shift generator in each JavaThread (hashCode=5, Marsaglia 2003); all tasks share the carrier's. Keyed anew from
 * the step number at every point, a hash depends on where in the run it is first asked for, and one-time work of the
 * JVM between two points cannot shift those that come later.
 */
public final class IdentityHashes {

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final int W = 273326509;
  private static final int Y = 842502087;
  private static final int Z = 0x8767;
  private static final long YZ = (long) Z << 32 | Y;
  private static final int SEARCHED_BYTES = 4096;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** Address of W, X, Y, Z in the carrier's JavaThread. */
  private final long address;

  private IdentityHashes(long address) {
    this.address = address;
  }

  /**
   * Finds the generator of the calling platform thread.
   *
   * @throws IllegalStateException if this JVM keeps it elsewhere
   */
  public static IdentityHashes ofCarrier() {
    return new IdentityHashes(TaskThreads.nativeThread(TaskThreads.carrier()) + Offset.BYTES);
  }

  /** Sets the generator to the state that belongs to {@code key}. */
  public void rekey(long key) {
    long mixed = key * GOLDEN;
    UNSAFE.putLong(address, (mixed ^ W) | 1L << 32);
    UNSAFE.putLong(address + Long.BYTES, YZ);
  }

  /** The first half of the state, to be given back to {@link #restore}. */
  public long low() {
    return UNSAFE.getLong(address);
  }

  /** The second half of the state. */
  public long high() {
    return UNSAFE.getLong(address + Long.BYTES);
  }

  /** Puts back a state. */
  public void restore(long low, long high) {
    UNSAFE.putLong(address, low);
    UNSAFE.putLong(address + Long.BYTES, high);
  }

  /**
   * Makes an object one whose identity hash was never asked for.
   *
   * @return whether that was possible: it is not while the object serves as a real monitor
   */
  public static boolean forget(Object object) {
    long mark = UNSAFE.getLongVolatile(object, 0);
    if ((mark & Header.LOCK_BITS) != Header.UNLOCKED) {
      return false;
    }
    long unhashed = mark & ~Header.HASH_BITS;
    return mark == unhashed || UNSAFE.compareAndSetLong(object, 0, mark, unhashed);
  }

  private static long search() {
    long[] found = {-1};
    Thread fresh = new Thread(() -> found[0] = scan(TaskThreads.nativeThread(Thread.currentThread())));
    fresh.start();
    try {
      fresh.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (found[0] < 0) {
      throw new IllegalStateException("this JVM does not keep the identity hash generator in its threads");
    }
    return found[0];
  }

  private static long scan(long thread) {
    for (long offset = 0; offset < SEARCHED_BYTES; offset += Long.BYTES) {
      if (UNSAFE.getInt(thread + offset) == W && UNSAFE.getLong(thread + offset + Long.BYTES) == YZ) {
        return offset;
      }
    }
    return -1;
  }

  /** Where in an object's header its hash stands: found by asking a fresh object for it. */
  private static final class Header {

    static final long LOCK_BITS = 3;
    static final long UNLOCKED = 1;
    static final long HASH_BITS = (long) Integer.MAX_VALUE << shift();

    private static int shift() {
      Object probe = new Object();
      long before = UNSAFE.getLongVolatile(probe, 0);
      long hash = System.identityHashCode(probe);
      long difference = before ^ UNSAFE.getLongVolatile(probe, 0);
      int shift = Long.numberOfTrailingZeros(difference) - Long.numberOfTrailingZeros(hash);
      if (shift < 2 || difference != hash << shift || (before & LOCK_BITS) != UNLOCKED) {
        throw new IllegalStateException("this JVM does not keep identity hashes in the headers of objects");
      }
      return shift;
    }
  }

  /** Where in a JavaThread the generator stands: found in a fresh thread, by the constants it starts from. */
  private static final class Offset {

    static final long BYTES = search();
  }
}
