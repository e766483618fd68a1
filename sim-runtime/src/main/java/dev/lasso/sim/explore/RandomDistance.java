package dev.lasso.sim.explore;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random walk with drawn preemption distance: the running task passes a geometrically distributed number of points,
 * then one of the enabled tasks goes on, each equally likely. The mean is drawn once per run, a power of two, unless it
 * is given: short distances find races between neighbouring operations, long ones those that need a task to run far
 * ahead. It draws the same schedules as a coin tossed at every point, at the cost of a comparison.
 */
public final class RandomDistance implements Strategy {

  private static final int MEANS = 7;
  private static final Geometric[] DRAWN = all();

  private final Geometric given;
  private final boolean drawsMean;
  private RandomGenerator random = new SplittableRandom(0);
  private Geometric distances;

  /**
   * A walk with this mean.
   *
   * @param mean points between preemptions, 1 or more; 0 draws it for every run
   * @throws IllegalArgumentException if it is negative or between 0 and 1
   */
  public RandomDistance(double mean) {
    if (mean != 0 && !(mean >= 1)) {
      throw new IllegalArgumentException("the mean preemption distance is 1 or more, not " + mean);
    }
    drawsMean = mean == 0;
    given = drawsMean ? DRAWN[0] : new Geometric(mean);
    distances = given;
  }

  @Override
  public void begin(RandomGenerator generator) {
    random = generator;
    distances = drawsMean ? drawn(generator) : given;
  }

  @Override
  public int distance(long step, int running) {
    return distances.draw(random);
  }

  @Override
  public int next(EnabledTasks enabled, int running) {
    return random.nextInt(enabled.size());
  }

  @Override
  public boolean letTimePass() {
    return random.nextInt(RandomWalk.TIME_ODDS) == 0;
  }

  /** One of the means that are drawn, each equally likely. */
  static Geometric drawn(RandomGenerator generator) {
    return DRAWN[generator.nextInt(MEANS)];
  }

  private static Geometric[] all() {
    Geometric[] means = new Geometric[MEANS];
    for (int i = 0; i < MEANS; i++) {
      means[i] = new Geometric(1 << i);
    }
    return means;
  }
}
