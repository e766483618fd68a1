package dev.lasso.sim.explore;

import java.util.random.RandomGenerator;

/**
 * Probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi and Nagarakatte, "A randomized scheduler with
 * probabilistic guarantees of finding bugs", ASPLOS 2010): every task has a random priority, the enabled task with the
 * highest runs, and at each of d-1 points, drawn among the k steps of a run, the running task falls below all that have
 * not fallen yet. A bug that takes d orderings is found with a probability of at least 1/(n k<sup>d-1</sup>), n being
 * the number of tasks.
 *
 * <p>Two deviations. A task that yields, or goes round a loop for long without any other point, falls below all others,
 * since it may be waiting for one of them (Shuttle does so); the guarantee is for programs that do neither. And a timer
 * may fire early whenever a task is chosen, as under every random strategy here.
 */
public final class Pct implements Strategy {

  private static final int FAR = Integer.MAX_VALUE >> 1;

  /** Above what a task falls to at any of the points. */
  private static final long LEAST_DRAWN = 1L << 61;

  private final long steps;
  private final long[] falls;
  private final PerTask priorities = new PerTask();
  private RandomGenerator random = new java.util.SplittableRandom(0);
  private long lowest;

  /**
   * @param depth orderings that the bugs looked for take, d, 1 or more
   * @param steps points that a run passes, k, 1 or more
   */
  public Pct(int depth, long steps) {
    this.steps = steps;
    falls = new long[depth - 1];
  }

  @Override
  public void begin(RandomGenerator generator) {
    random = generator;
    priorities.clear();
    lowest = 0;
    for (int i = 0; i < falls.length; i++) {
      falls[i] = 1 + generator.nextLong(steps);
    }
  }

  @Override
  public int distance(long step, int running) {
    long nearest = step + FAR;
    for (int i = 0; i < falls.length; i++) {
      if (falls[i] <= step) {
        priorities.set(running, i + 1);
        falls[i] = Long.MAX_VALUE;
      }
      nearest = Math.min(nearest, falls[i]);
    }
    return (int) (nearest - step);
  }

  @Override
  public int next(EnabledTasks enabled, int running) {
    if (running >= 0 && Operations.givesWay(enabled.operation(running))) {
      priorities.set(enabled.id(running), --lowest);
    }
    int best = 0;
    long highest = Long.MIN_VALUE;
    for (int i = 0; i < enabled.size(); i++) {
      long priority = priority(enabled.id(i));
      if (priority > highest) {
        best = i;
        highest = priority;
      }
    }
    return best;
  }

  private long priority(int task) {
    long priority = priorities.get(task);
    if (priority == 0) {
      priority = LEAST_DRAWN + (random.nextLong() >>> 3);
      priorities.set(task, priority);
    }
    return priority;
  }

  @Override
  public boolean letTimePass() {
    return random.nextInt(RandomWalk.TIME_ODDS) == 0;
  }

  /** One with a higher priority takes over at once. */
  @Override
  public boolean enabled(int task) {
    return true;
  }
}
