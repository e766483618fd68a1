package dev.lasso.sim.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A random walk that counts what the tasks do, for strategies that must know beforehand. Only where there is a choice
 * is there anything to know, so an operation that a task performs while it alone is enabled counts as a step and no
 * more.
 */
public final class Probe implements Strategy {

  private final RandomWalk walk = new RandomWalk();
  private final List<Map<Integer, Long>> counts = new ArrayList<>();

  /** Has counted nothing yet. */
  public Probe() {}

  @Override
  public void begin(RandomGenerator random) {
    walk.begin(random);
    counts.clear();
  }

  @Override
  public int distance(long step, int running) {
    return walk.distance(step, running);
  }

  @Override
  public int next(EnabledTasks enabled, int running) {
    int chosen = walk.next(enabled, running);
    int task = enabled.id(chosen);
    while (counts.size() <= task) {
      counts.add(new TreeMap<>());
    }
    counts.get(task).merge(enabled.operation(chosen), 1L, Long::sum);
    return chosen;
  }

  @Override
  public boolean letTimePass() {
    return walk.letTimePass();
  }

  /**
   * What was counted.
   *
   * @param steps points that the run has passed
   */
  public Profile profile(long steps) {
    return new Profile(Math.max(1, steps), counts);
  }
}
