package dev.lasso.sim.explore;

import java.util.random.RandomGenerator;

/**
 * Starvation windows, after the chaos mode of rr (O'Callahan, "Introducing rr chaos mode", 2016): a few tasks have low
 * priority, each with a small probability, and there are windows in which they do not run as long as any other can.
 * Outside of the windows it is a {@linkplain RandomDistance random walk with drawn preemption distance}.
 *
 * <p>Three deviations. rr's windows are a matter of seconds; here a run is cut into parts, their length drawn for every
 * run, and each has a window somewhere, which takes the given share of it at most. Priorities are drawn anew for every
 * part. And where none but tasks of low priority can run, they do: time does not pass for their sake.
 */
public final class StarvationWindows implements Strategy {

  private static final int MOST_PARTS_BITS = 3;

  private final long steps;
  private final double low;
  private final double share;
  private final PerTask priorities = new PerTask();
  private RandomGenerator random = new java.util.SplittableRandom(0);
  private Geometric distances = RandomDistance.drawn(random);
  private long partLength;
  private long partEnd;
  private long windowStart;
  private long windowEnd;
  private boolean starves;

  /**
   * @param steps points that a run passes, k, 1 or more
   * @param low the probability that a task has low priority
   * @param share how much of the run the windows may take
   */
  public StarvationWindows(long steps, double low, double share) {
    this.steps = steps;
    this.low = low;
    this.share = share;
  }

  @Override
  public void begin(RandomGenerator generator) {
    random = generator;
    distances = RandomDistance.drawn(generator);
    partLength = Math.max(1, steps >> generator.nextInt(MOST_PARTS_BITS + 1));
    partEnd = 0;
  }

  @Override
  public int distance(long step, int running) {
    if (step >= partEnd) {
      beginPart(step);
    }
    starves = step >= windowStart && step < windowEnd;
    long boundary = step < windowStart ? windowStart : step < windowEnd ? windowEnd : partEnd;
    return (int) Math.min(distances.draw(random), boundary - step);
  }

  private void beginPart(long start) {
    priorities.clear();
    long longest = Math.max(1, (long) (partLength * share));
    long length = 1 + random.nextLong(longest);
    windowStart = start + random.nextLong(partLength - length + 1);
    windowEnd = windowStart + length;
    partEnd = start + partLength;
  }

  @Override
  public int next(EnabledTasks enabled, int running) {
    int others = starves ? countOthers(enabled) : 0;
    if (others == 0) {
      return random.nextInt(enabled.size());
    }
    int position = -1;
    for (int left = random.nextInt(others); left >= 0; left--) {
      do {
        position++;
      } while (isLow(enabled.id(position)));
    }
    return position;
  }

  private int countOthers(EnabledTasks enabled) {
    int others = 0;
    for (int i = 0; i < enabled.size(); i++) {
      others += isLow(enabled.id(i)) ? 0 : 1;
    }
    return others;
  }

  private boolean isLow(int task) {
    long priority = priorities.get(task);
    if (priority == 0) {
      priority = random.nextDouble() < low ? -1 : 1;
      priorities.set(task, priority);
    }
    return priority < 0;
  }

  @Override
  public boolean letTimePass() {
    return random.nextInt(RandomWalk.TIME_ODDS) == 0;
  }
}
