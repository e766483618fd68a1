package dev.lasso.sim.explore;

import java.util.random.RandomGenerator;

/**
 * How a run's schedule is chosen. A strategy is asked how many points the running task may pass undisturbed, and, when
 * they are used up or the task cannot go on, who is next. All it may depend on is what it is told and the generator it
 * is given. It keeps its memory from run to run, and allocates none while one goes on.
 */
public interface Strategy {

  /** A run begins; what was learned in an earlier one is forgotten. */
  void begin(RandomGenerator random);

  /**
   * How many points may be passed before {@link #next} is asked; at least 1. It is asked sooner where the running task
   * cannot go on, yields, or has woken one for which {@link #enabled} says so; and not at all while only one task is
   * enabled.
   *
   * @param step how many points the run has passed
   * @param running the number of the task that runs
   */
  int distance(long step, int running);

  /**
   * The position among {@code enabled} of the task to run.
   *
   * @param running the position of the task that has just run, or -1 if it cannot go on
   */
  int next(EnabledTasks enabled, int running);

  /** Whether a timer that is due soon fires now, although tasks could run. */
  boolean letTimePass();

  /** Which of {@code bound} waiters a notify wakes, 0 for the one that waits longest; {@code random} is for this alone. */
  default int waiter(int bound, RandomGenerator random) {
    return random.nextInt(bound);
  }

  /**
   * Another task runs from here on, or the same one after a pause.
   *
   * @param step how many points the run has passed
   * @param running the number of the task that runs
   * @return how many points may be passed before {@link #next} is asked; 0 leaves it at what was said before
   */
  default int resumed(long step, int running) {
    return 0;
  }

  /**
   * A task was started or woken, and may perform its operation from now on.
   *
   * @return whether to ask {@link #next} at the next point already
   */
  default boolean enabled(int task) {
    return false;
  }
}
