package dev.lasso.sim.explore;

import dev.lasso.sim.explore.Deviation.Kind;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Follows a {@link Script}. Nothing is drawn. A deviation whose place does not come, or that asks for a task that cannot
 * run there, is passed over: what the script would do without it is done. So the script of a run of one version of a
 * program is a hint for the runs of another.
 */
public final class Scripted implements Strategy {

  private static final int FAR = Integer.MAX_VALUE >> 1;

  private final Answers tasks;
  private final Answers waits;
  private final Answers waiters;
  private final Answers times;

  /** The places at which a task is interrupted, sorted. */
  private final long[] stops;

  private final OwnPoints points = new OwnPoints();
  private final PerTask notifies = new PerTask();
  private long askedAt;

  /** Follows {@code script} up to its suffix. */
  public Scripted(Script script) {
    tasks = new Answers(script, Kind.TASK);
    waits = new Answers(script, Kind.WAIT);
    waiters = new Answers(script, Kind.WAITER);
    times = new Answers(script, Kind.TIME);
    stops = script.deviations().stream().filter(each -> each.kind() != Kind.WAIT && each.kind() != Kind.WAITER)
        .mapToLong(Deviation::place).sorted().toArray();
  }

  @Override
  public void begin(RandomGenerator random) {
    points.begin();
    notifies.clear();
    askedAt = 0;
  }

  @Override
  public int distance(long step, int running) {
    askedAt = step;
    return toNextStop(step, running);
  }

  @Override
  public int resumed(long step, int running) {
    points.resumed(step, running);
    return toNextStop(step, running);
  }

  private int toNextStop(long step, int running) {
    long passed = points.at(step);
    int index = Arrays.binarySearch(stops, Deviation.place(running, passed + 1, 0));
    int next = index < 0 ? -index - 1 : index;
    if (next == stops.length || stops[next] >= Deviation.place(running + 1, 0, 0)) {
      return FAR;
    }
    return (int) Math.min(FAR, stops[next] / Deviation.MOST_AGAIN % Deviation.MOST_POINTS - passed);
  }

  @Override
  public int next(EnabledTasks enabled, int running) {
    long passed = points.at(enabled.step());
    int current = points.current();
    int asked = running >= 0
        ? tasks.at(Deviation.place(current, passed, 1))
        : waits.at(Deviation.place(current, passed, points.waits(enabled.step())));
    int position = asked == Answers.NONE ? -1 : position(enabled, asked);
    return position >= 0 ? position : usual(enabled, running, current);
  }

  /** The position of a task, or -1 if it is not enabled. */
  static int position(EnabledTasks enabled, int task) {
    for (int i = 0; i < enabled.size(); i++) {
      if (enabled.id(i) == task) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Who goes on where nothing else is said.
   *
   * @param running the position of the task that has just run, or -1 if it cannot go on
   * @param task its number
   */
  static int usual(EnabledTasks enabled, int running, int task) {
    return running >= 0 && !Operations.givesWay(enabled.operation(running))
        ? running
        : RoundRobin.after(enabled, task);
  }

  @Override
  public boolean letTimePass() {
    return times.at(Deviation.place(points.current(), points.at(askedAt), 1)) != Answers.NONE;
  }

  @Override
  public int waiter(int bound, RandomGenerator random) {
    int task = points.current();
    notifies.set(task, notifies.get(task) + 1);
    int asked = waiters.at(Deviation.place(task, notifies.get(task), 1));
    return asked < bound ? Math.max(0, asked) : 0;
  }
}
