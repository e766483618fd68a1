package dev.lasso.sim.explore;

import java.util.random.RandomGenerator;

/**
 * How a run's schedule is chosen. A strategy is asked how many points the running task may pass undisturbed, and, when
 * they are used up or the task cannot go on, who is next. All it may depend on is what it is told and the generator it
 * is given.
 */
public interface Strategy {

  /** A run begins; what was learned in an earlier one is forgotten. */
  void begin(RandomGenerator random);

  /** How many points the task that runs now may pass before {@link #next} is asked; at least 1. */
  int distance();

  /**
   * The position among {@code enabled} of the task to run.
   *
   * @param running the position of the task that has just run, or -1 if it cannot go on
   */
  int next(EnabledTasks enabled, int running);

  /** Whether a timer that is due soon fires now, although tasks could run. */
  boolean letTimePass();
}
