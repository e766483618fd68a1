package dev.lasso.sim.explore;

import java.util.random.RandomGenerator;

/**
 * A strategy up to a step of the run, and from there on the fair suffix: round robin over the enabled tasks, a point
 * each, and nothing is drawn. A strategy may starve a task as long as it likes, and a program that waits for that task
 * then only seems to hang; whether a run ends is therefore judged in its suffix alone, where every enabled task gets
 * its turn. Coyote's fair PCT ends its schedules in a like way.
 *
 * <p>A task that stays enabled waits for no more slices than there are other tasks: the turn goes on in the order of
 * their numbers, and passes each of them once before it comes round.
 */
public final class FairSuffix implements Strategy {

  /** A suffix that begins so late belongs to a run that nobody will wait for. */
  public static final long LATEST = 1_000_000_000_000_000L;

  /** Points that a task passes in its turn. */
  private static final int SLICE = 1;

  private final Strategy prefix;
  private final long from;
  private boolean begun;
  private int last;

  /**
   * A strategy with a fair suffix.
   *
   * @param prefix chooses before that
   * @param from the step at which the suffix begins, 0 or more
   */
  public FairSuffix(Strategy prefix, long from) {
    if (from < 0) {
      throw new IllegalArgumentException("the suffix begins at step 0 or later, not " + from);
    }
    this.prefix = prefix;
    this.from = from;
  }

  /** Whether the suffix has begun: what is answered is then no choice. */
  public boolean isFair() {
    return begun;
  }

  @Override
  public void begin(RandomGenerator random) {
    begun = false;
    last = -1;
    prefix.begin(random);
  }

  @Override
  public int distance(long step, int running) {
    begun = step >= from;
    return begun ? SLICE : (int) Math.min(prefix.distance(step, running), from - step);
  }

  @Override
  public int next(EnabledTasks enabled, int running) {
    if (!begun) {
      return prefix.next(enabled, running);
    }
    int chosen = RoundRobin.after(enabled, running < 0 ? last : enabled.id(running));
    last = enabled.id(chosen);
    return chosen;
  }

  @Override
  public boolean letTimePass() {
    return !begun && prefix.letTimePass();
  }

  @Override
  public boolean enabled(int task) {
    return prefix.enabled(task);
  }
}
