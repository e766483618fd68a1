package dev.lasso.sim.explore;

import java.util.random.RandomGenerator;

/**
 * A strategy up to a step of the run, and from there on the fair suffix: round robin over the enabled tasks, a point
 * each if nothing else is said, and nothing is drawn. A strategy may starve a task as long as it likes, and a program that waits for that task
 * then only seems to hang; whether a run ends is therefore judged in its suffix alone, where every enabled task gets
 * its turn. Coyote's fair PCT ends its schedules in a like way.
 *
 * <p>A task that stays enabled waits for no more slices than there are other tasks: the turn goes on in the order of
 * their numbers, and passes each of them once before it comes round.
 */
public final class FairSuffix implements Strategy {

  /** A suffix that begins so late belongs to a run that nobody will wait for. */
  public static final long LATEST = 1_000_000_000_000_000L;

  private final Strategy prefix;
  private final long from;
  private final Turns turns;
  private boolean begun;
  private int last;

  /**
   * How tasks take turns.
   *
   * @param slice points that a task passes in its turn, 1 or more
   * @param backwards whether the task with the next lower number comes next
   */
  public record Turns(int slice, boolean backwards) {

    /** A point each, in the order of their numbers. */
    public static final Turns USUAL = new Turns(1, false);
  }

  /**
   * A strategy with a fair suffix.
   *
   * @param prefix chooses before that
   * @param from the step at which the suffix begins, 0 or more
   */
  public FairSuffix(Strategy prefix, long from) {
    this(prefix, from, Turns.USUAL);
  }

  private FairSuffix(Strategy prefix, long from, Turns turns) {
    if (from < 0) {
      throw new IllegalArgumentException("the suffix begins at step 0 or later, not " + from);
    }
    this.prefix = prefix;
    this.from = from;
    this.turns = turns;
  }

  /** What chooses before the suffix. */
  Strategy prefix() {
    return prefix;
  }

  /** The step at which the suffix begins. */
  long from() {
    return from;
  }

  /** The same strategy with other turns in its suffix. */
  public FairSuffix in(Turns others) {
    return new FairSuffix(prefix, from, others);
  }

  /** Whether the suffix has begun: what is answered is then no choice. */
  public boolean isFair() {
    return begun;
  }

  /** The number of the task whose turn came last, or -1: all that the suffix goes by beside the enabled tasks. */
  public int lastTurn() {
    return last;
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
    return begun ? turns.slice : (int) Math.min(prefix.distance(step, running), from - step);
  }

  @Override
  public int next(EnabledTasks enabled, int running) {
    if (!begun) {
      return prefix.next(enabled, running);
    }
    int turn = running < 0 ? last : enabled.id(running);
    int chosen = turns.backwards ? RoundRobin.before(enabled, turn) : RoundRobin.after(enabled, turn);
    last = enabled.id(chosen);
    return chosen;
  }

  @Override
  public boolean letTimePass() {
    return !begun && prefix.letTimePass();
  }

  @Override
  public int waiter(int bound, RandomGenerator random) {
    return prefix.waiter(bound, random);
  }

  @Override
  public int resumed(long step, int running) {
    return begun ? 0 : (int) Math.min(prefix.resumed(step, running), from - step);
  }

  @Override
  public boolean enabled(int task) {
    return !begun && prefix.enabled(task);
  }
}
