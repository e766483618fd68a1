package dev.lasso.sim.explore;

import java.util.random.RandomGenerator;

/**
 * The geometric distribution on 1, 2, … as a table of quantiles. The distribution has no memory, so the last quantile
 * stands for "and as much again", drawn anew. A table, because {@link Math#log} may differ in the last bit between the
 * interpreter and the JIT, and {@link StrictMath#log} is slow.
 */
final class Geometric {

  private static final int BITS = 10;
  private static final int LAST = (1 << BITS) - 1;

  private final int[] quantiles = new int[LAST + 1];

  /** The distribution with this mean, 1 or more. */
  Geometric(double mean) {
    double logOfContinuing = StrictMath.log(1 - 1 / mean);
    for (int i = 0; i <= LAST; i++) {
      double quantile = mean == 1 ? 1 : StrictMath.log(1 - (i + 0.5) / (LAST + 1)) / logOfContinuing;
      quantiles[i] = (int) Math.clamp(StrictMath.ceil(quantile), 1, Integer.MAX_VALUE >> 8);
    }
  }

  int draw(RandomGenerator random) {
    int sum = 0;
    int drawn = (int) (random.nextLong() >>> Long.SIZE - BITS);
    while (drawn == LAST && quantiles[LAST] > 1 && sum < Integer.MAX_VALUE >> 1) {
      sum += quantiles[LAST];
      drawn = (int) (random.nextLong() >>> Long.SIZE - BITS);
    }
    return sum + quantiles[drawn];
  }
}
