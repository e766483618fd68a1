package dev.lasso.sim.trace;

/**
 * The rolling hash over every event of a run: two runs with the same hash did the same things in the same order at the
 * same virtual times. FNV-1a's multiply with a shift-xor, on 64-bit words.
 */
public final class TraceHash {

  /** Where every run starts. */
  public static final long START = 0xcbf29ce484222325L;

  private static final long PRIME = 0x100000001b3L;

  private TraceHash() {}

  /** The hash after one more event. */
  public static long mix(long hash, long event) {
    long mixed = (hash ^ event) * PRIME;
    return mixed ^ mixed >>> 29;
  }
}
