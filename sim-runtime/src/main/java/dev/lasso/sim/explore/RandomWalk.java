package dev.lasso.sim.explore;

import java.util.random.RandomGenerator;

/**
 * Random walk: at every point, one of the enabled tasks, each equally likely (Thomson, Donaldson and Betts,
 * "Concurrency testing using controlled schedulers", TOPC 2016, section 3).
 */
public final class RandomWalk implements Strategy {

  /** One in so many preemptions lets time pass. */
  static final int TIME_ODDS = 16;

  private RandomGenerator random = new java.util.SplittableRandom(0);

  @Override
  public void begin(RandomGenerator generator) {
    random = generator;
  }

  @Override
  public int distance(long step, int running) {
    return 1;
  }

  @Override
  public int next(EnabledTasks enabled, int running) {
    return random.nextInt(enabled.size());
  }

  @Override
  public boolean letTimePass() {
    return random.nextInt(TIME_ODDS) == 0;
  }
}
