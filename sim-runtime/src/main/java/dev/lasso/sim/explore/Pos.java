package dev.lasso.sim.explore;

import java.util.random.RandomGenerator;

/**
 * Partial order sampling (Yuan, Yang and Gu, "Partial order aware concurrency sampling", CAV 2018): every pending
 * operation has a random priority, and the enabled task whose operation has the highest runs. The next operation of
 * that task gets a new priority, and so does every pending one that {@linkplain Conflicts conflicts} with the one just
 * run. So operations that do not conflict keep the order in which they were drawn, and schedules that differ in the
 * order of such operations alone take no share from others.
 *
 * <p>One deviation: a task that is woken counts as having a new operation, be it the one that it was blocked at. What
 * it waited for was taken by others meanwhile, whose operations conflict with its own.
 */
public final class Pos implements Strategy {

  private final PerTask priorities = new PerTask();
  private RandomGenerator random = new java.util.SplittableRandom(0);

  @Override
  public void begin(RandomGenerator generator) {
    random = generator;
    priorities.clear();
  }

  @Override
  public int distance(long step, int running) {
    return 1;
  }

  @Override
  public int next(EnabledTasks enabled, int running) {
    if (running >= 0) {
      forget(enabled.id(running));
    }
    int chosen = highest(enabled);
    for (int i = 0; i < enabled.size(); i++) {
      if (i != chosen && Conflicts.between(enabled, chosen, i)) {
        forget(enabled.id(i));
      }
    }
    return chosen;
  }

  private int highest(EnabledTasks enabled) {
    int best = 0;
    long highest = 0;
    for (int i = 0; i < enabled.size(); i++) {
      int task = enabled.id(i);
      long priority = priorities.get(task);
      if (priority == 0) {
        priority = random.nextLong() >>> 1 | 1;
        priorities.set(task, priority);
      }
      if (priority > highest) {
        best = i;
        highest = priority;
      }
    }
    return best;
  }

  private void forget(int task) {
    priorities.set(task, 0);
  }

  @Override
  public boolean letTimePass() {
    return random.nextInt(RandomWalk.TIME_ODDS) == 0;
  }

  @Override
  public boolean enabled(int task) {
    forget(task);
    return false;
  }
}
