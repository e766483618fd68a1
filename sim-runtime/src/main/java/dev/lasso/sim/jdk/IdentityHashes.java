package dev.lasso.sim.jdk;

import jdk.internal.misc.Unsafe;

/**
 * The generator behind {@link System#identityHashCode}, stopped while a run goes on: every object that a task is the
 * first to hash gets the same hash, so collections keyed by identity iterate in an order that depends on the run alone.
 *
 * <p>HotSpot draws identity hashes from a xor-shift generator in each JavaThread (hashCode=5, Marsaglia 2003); all
 * tasks share the carrier's. Its one fixed point is the state 0. To set it anew at every point does not do: whatever
 * the JVM does once, and hashes for the first time in between, shifts the hashes that follow.
 *
 * <p>The price: a hash table of many objects that hash by identity becomes a list. It is paid rather than a run that
 * depends on what ran before it.
 */
public final class IdentityHashes {

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final int W = 273326509;
  private static final int Y = 842502087;
  private static final int Z = 0x8767;
  private static final long YZ = (long) Z << 32 | Y;
  private static final int SEARCHED_BYTES = 4096;

  /** Address of W, X, Y, Z in the carrier's JavaThread. */
  private final long address;

  /** The state to go on from. */
  private long low;

  private long high;

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

  /** From now on all new hashes of this thread are the same. */
  public void stop() {
    low = UNSAFE.getLong(address);
    high = UNSAFE.getLong(address + Long.BYTES);
    UNSAFE.putLong(address, 0);
    UNSAFE.putLong(address + Long.BYTES, 0);
  }

  /** From now on new hashes of this thread differ again, also from those before {@link #stop}. */
  public void restart() {
    UNSAFE.putLong(address, low);
    UNSAFE.putLong(address + Long.BYTES, high);
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

  /** Where in a JavaThread the generator stands: found in a fresh thread, by the constants it starts from. */
  private static final class Offset {

    static final long BYTES = search();
  }
}
