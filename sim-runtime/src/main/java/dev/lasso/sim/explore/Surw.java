package dev.lasso.sim.explore;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Selectively uniform random walk (Zhao, Wolff, Mathur and Roychoudhury, "Selectively uniform concurrency testing",
 * ASPLOS 2025): of the tasks, one is meant to perform the next interesting operation, drawn by how many of those each
 * has left. Until it has, no other performs one; all that is not interesting goes on at random. So every order of the
 * interesting operations is about equally likely. If all operations are interesting this is their URW.
 *
 * <p>Four deviations. Unless told otherwise, of two tasks the newer is twice as likely to be meant as its share says,
 * since the one that was started first has had a head start. What is interesting is a member, or a kind of primitive,
 * on whatever object, since an object has no name that two runs share. Operations count where there was a choice alone,
 * both in the run that they were counted in and here. And what tasks that were not started yet have left belongs to the
 * root: it is the one that starts them, as a rule.
 */
public final class Surw implements Strategy {

  /** What is interesting: one of the groups of operations that several tasks perform. */
  static final Parameter ON = Parameter
      .matching("on", "all|[0-9a-f]{1,8}", "all, or the hash of a member or kind, in hexadecimal",
          "all, or one of those that a run shows", "operations that are interesting")
      .shownBy((text, profile) -> allOrOne(profile.groupsInConflict()));

  /** How many of those each task performs. */
  static final Parameter COUNTS = Parameter
      .matching("counts", "[0-9]{1,15}([.][0-9]{1,15})*", "numbers with dots between", "as a run shows",
          "interesting operations of each task, about")
      .shownBy((text, profile) -> List.of(profile.countsOf(groupOf(text)).stream().map(String::valueOf)
          .collect(Collectors.joining("."))));

  /** How much the newer tasks are favoured. */
  static final Parameter NEWER = Parameter.whole("newer", 1, 16, "2",
      "how much likelier than the task started before it one is meant");

  private static final int NOBODY = -1;
  private static final int POWERS = 64;

  private final boolean all;
  private final int group;
  private final long[] counts;
  private final double[] powers = new double[POWERS];

  /** The weight of a task and all that are started later, before they have done anything. */
  private final double[] weightsFrom;

  private final PerTask done = new PerTask();
  private RandomGenerator random = new java.util.SplittableRandom(0);
  private int latest;
  private int meant;

  /**
   * @param group the {@link Operations#group} of what is interesting; null if everything is
   * @param counts how many interesting operations each task performs, in the order of their start; later tasks perform
   *     as many as the last
   * @param newer how much likelier than the task started before it one is meant; 1 is the paper's
   */
  public Surw(@Nullable Integer group, long[] counts, int newer) {
    all = group == null;
    this.group = group == null ? 0 : group;
    this.counts = counts.clone();
    weightsFrom = new double[counts.length + 1];
    favour(newer);
  }

  static Surw of(StrategyText text) {
    return new Surw(groupOf(text),
        Arrays.stream(text.get(COUNTS.name()).split("[.]")).mapToLong(Long::parseLong).toArray(),
        text.intValue(NEWER.name()));
  }

  /** Three in four runs find everything interesting, the others one of the groups. */
  private static List<String> allOrOne(List<Integer> groups) {
    return groups.isEmpty()
        ? List.of("all")
        : groups.stream().flatMap(group -> Stream.of("all", "all", "all", Integer.toHexString(group))).toList();
  }

  private static @Nullable Integer groupOf(StrategyText text) {
    String on = text.get(ON.name());
    return on.equals("all") ? null : Integer.valueOf(Integer.parseUnsignedInt(on, 16));
  }

  @Override
  public void begin(RandomGenerator generator) {
    random = generator;
    done.clear();
    latest = 0;
    meant = NOBODY;
  }

  private void favour(int times) {
    double power = 1;
    for (int i = 0; i < POWERS; i++) {
      powers[i] = power;
      power /= times;
    }
    for (int i = counts.length - 1; i >= 0; i--) {
      weightsFrom[i] = weightsFrom[i + 1] + counts[i] * favour(i, counts.length - 1);
    }
  }

  /** The favour of a task, that of the newest being 1; the root has as much, since all others come from it. */
  private double favour(int task, int newest) {
    return task == 0 ? 1 : powers[Math.min(newest - task, POWERS - 1)];
  }

  @Override
  public int distance(long step, int running) {
    return 1;
  }

  @Override
  public int next(EnabledTasks enabled, int running) {
    int intended = intended(enabled);
    int chosen = anyThatMay(enabled, intended);
    if (chosen == intended && isInteresting(enabled.operation(chosen))) {
      int task = enabled.id(chosen);
      done.set(task, done.get(task) + 1);
      meant = NOBODY;
    }
    return chosen;
  }

  /** The position of the task that is meant; another is drawn if there is none, or if it cannot go on. */
  private int intended(EnabledTasks enabled) {
    double sum = 0;
    for (int i = 0; i < enabled.size(); i++) {
      int task = enabled.id(i);
      if (task == meant) {
        return i;
      }
      sum += weight(task);
    }
    double drawn = random.nextDouble() * sum;
    int position = 0;
    for (drawn -= weight(enabled.id(0)); drawn >= 0 && position < enabled.size() - 1;) {
      position++;
      drawn -= weight(enabled.id(position));
    }
    meant = enabled.id(position);
    return position;
  }

  /** Of the one that is meant, and all whose operation is not interesting, one. */
  private int anyThatMay(EnabledTasks enabled, int intended) {
    int chosen = intended;
    int seen = 1;
    for (int i = 0; i < enabled.size(); i++) {
      if (i != intended && !isInteresting(enabled.operation(i)) && random.nextInt(++seen) == 0) {
        chosen = i;
      }
    }
    return chosen;
  }

  private boolean isInteresting(int operation) {
    return all || Operations.group(operation) == group;
  }

  /** At least 1 is left: the counts are estimates, and a task that goes on has something left. */
  private double weight(int task) {
    int newest = Math.max(latest, counts.length - 1);
    long left = Math.max(1, counts[Math.min(task, counts.length - 1)] - done.get(task));
    double unstarted = task == 0 && latest < counts.length ? weightsFrom[latest + 1] : 0;
    return left * favour(task, newest) + unstarted;
  }

  @Override
  public boolean letTimePass() {
    return random.nextInt(RandomWalk.TIME_ODDS) == 0;
  }

  @Override
  public boolean enabled(int task) {
    latest = Math.max(latest, task);
    return false;
  }
}
