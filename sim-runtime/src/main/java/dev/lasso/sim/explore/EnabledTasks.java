package dev.lasso.sim.explore;

import org.jspecify.annotations.Nullable;

/**
 * The tasks that could go on, as a strategy sees them: each by its position 0 to {@link #size} - 1, its identity and
 * the operation it would perform next. The order is the same in every run of a seed.
 */
public interface EnabledTasks {

  /** How many there are; at least 1 when a strategy is asked. */
  int size();

  /** Points that the run has passed. */
  long step();

  /** The number of the task at a position: 0 is the root, then in order of their start. */
  int id(int position);

  /**
   * The {@linkplain Operations code} of the pending operation. A task that waited has yet to enter the monitor again,
   * one that was parked or slept has yet to find out why it no longer does, and one that was just started has yet to
   * start.
   */
  int operation(int position);

  /**
   * The object of the pending operation; null for static members and where there is none. That of a park is whatever
   * object stands for the task, which an unpark names too.
   */
  @Nullable
  Object object(int position);
}
