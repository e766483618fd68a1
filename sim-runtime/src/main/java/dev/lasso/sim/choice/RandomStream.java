package dev.lasso.sim.choice;

import java.util.random.RandomGenerator;

/**
 * A stream of random numbers of one name: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) started from the run's seed
 * and the name, so that drawing more from one stream never shifts another.
 */
public final class RandomStream implements RandomGenerator {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  /** The stream {@code name} of the run with this seed. */
  public RandomStream(long seed, String name) {
    reset(seed, nameHash(name));
  }

  void reset(long seed, long nameHash) {
    state = mix(mix(seed) ^ nameHash);
  }

  /** Where in the stream the next number stands: all that it goes on from. */
  public long position() {
    return state;
  }

  static long nameHash(String name) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  @Override
  public long nextLong() {
    return mix(state += GOLDEN);
  }

  @Override
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive, not " + bound);
    }
    return (int) ((nextLong() >>> 32) * bound >>> 32);
  }

  private static long mix(long value) {
    long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }
}
