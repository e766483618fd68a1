package dev.lasso.sim.explore;

import java.util.random.RandomGenerator;

/**
 * Another strategy, which is asked at every point and lets no time pass, and whose schedule is written down as it is
 * chosen: as the text of a {@link WrittenSchedule} that makes the same run.
 */
public final class ScheduleWriter implements Strategy {

  private final Strategy strategy;
  private final StringBuilder tasks = new StringBuilder();
  private final StringBuilder waiters = new StringBuilder();
  private int decision;
  private int last;

  /** Writes down what that strategy chooses. */
  public ScheduleWriter(Strategy strategy) {
    this.strategy = strategy;
  }

  @Override
  public void begin(RandomGenerator random) {
    tasks.setLength(0);
    waiters.setLength(0);
    decision = 0;
    last = 0;
    strategy.begin(random);
  }

  @Override
  public int distance(long step, int running) {
    return strategy.distance(step, running);
  }

  @Override
  public int next(EnabledTasks enabled, int running) {
    int chosen = strategy.next(enabled, running);
    if (chosen != WrittenSchedule.usual(enabled, running, last)) {
      tasks.append(tasks.isEmpty() ? "" : ".").append(decision).append('-').append(enabled.id(chosen));
    }
    decision++;
    last = enabled.id(chosen);
    return chosen;
  }

  @Override
  public int waiter(int bound, RandomGenerator random) {
    int chosen = strategy.waiter(bound, random);
    waiters.append(waiters.isEmpty() ? "" : ".").append(chosen);
    return chosen;
  }

  @Override
  public boolean letTimePass() {
    return strategy.letTimePass();
  }

  /** The schedule of the last run, whose fair suffix began at that step. */
  public String text(long suffix) {
    return Strategies.written(tasks.toString(), waiters.toString(), suffix);
  }
}
