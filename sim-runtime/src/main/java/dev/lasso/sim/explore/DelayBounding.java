package dev.lasso.sim.explore;

import java.util.random.RandomGenerator;

/**
 * Delay bounding (Emmi, Qadeer and Rakamarić, "Delay-bounded scheduling", POPL 2011): a deterministic scheduler, and a
 * few delays, each of which has it pass over the task that it would run. The scheduler runs a task until it cannot go
 * on or yields, then the next in the order of their start. Without delays there is one schedule.
 *
 * <p>One deviation: the steps at which the delays come are drawn among the k of a run, not enumerated.
 */
public final class DelayBounding implements Strategy {

  private static final int FAR = Integer.MAX_VALUE >> 1;

  private final long steps;
  private final long[] delays;
  private boolean delayed;
  private int last;

  /**
   * @param count how many delays, 0 or more
   * @param steps points that a run passes, k, 1 or more
   */
  public DelayBounding(int count, long steps) {
    this.steps = steps;
    delays = new long[count];
  }

  @Override
  public void begin(RandomGenerator random) {
    delayed = false;
    last = -1;
    for (int i = 0; i < delays.length; i++) {
      delays[i] = 1 + random.nextLong(steps);
    }
  }

  @Override
  public int distance(long step, int running) {
    last = running;
    long nearest = step + FAR;
    for (int i = 0; i < delays.length; i++) {
      if (delays[i] <= step) {
        delayed = true;
        delays[i] = Long.MAX_VALUE;
      }
      nearest = Math.min(nearest, delays[i]);
    }
    return (int) (nearest - step);
  }

  @Override
  public int next(EnabledTasks enabled, int running) {
    boolean goesOn = running >= 0 && !delayed && !Operations.givesWay(enabled.operation(running));
    delayed = false;
    int chosen = goesOn ? running : RoundRobin.after(enabled, running < 0 ? last : enabled.id(running));
    last = enabled.id(chosen);
    return chosen;
  }

  @Override
  public boolean letTimePass() {
    return false;
  }
}
