package dev.lasso.sim.explore;

import org.jspecify.annotations.Nullable;

/**
 * Writes down what the step that a run is taking does, if a search has not known it from an earlier run. While no such
 * step goes on, nothing is written down.
 */
final class StepRecord {

  private final HeldMonitors held;
  private final NextOperations next;

  /** The state from which the step is taken, and its place on the stack. */
  private @Nullable SearchState state;

  private int place;

  StepRecord(HeldMonitors held, NextOperations next) {
    this.held = held;
    this.next = next;
  }

  /** A step begins with an operation, on the object of that number. */
  void begin(SearchState from, int index, int operation, int number) {
    state = from;
    place = index;
    from.begin();
    switch (Operations.kind(operation)) {
      case Operations.PARK, Operations.UNPARK -> changes(number, Footprint.OTHER);
      case Operations.MONITOR_ENTER -> from.entered = number;
      case Operations.JOIN -> {
        from.entered = next.mayAnyBeInterrupted() ? -1 : number;
        from.step.add(number, Footprint.MONITOR, false);
      }
      default -> {
        if (Operations.isAccess(operation)) {
          from.step.add(number, Operations.group(operation), !Operations.isRead(operation));
        }
      }
    }
    if (next.mayAnyBeInterrupted()) {
      actsOnAll();
    }
  }

  void end() {
    state = null;
  }

  /** Whether a step is being written down. */
  boolean goesOn() {
    return state != null;
  }

  /** It changes an object in a way of that group. */
  void changes(int number, int group) {
    if (state != null) {
      state.step.add(number, group, true);
    }
  }

  void actsOnAll() {
    if (state != null) {
      state.step.addAll();
    }
  }

  void wakes(int task) {
    if (state != null) {
      state.wakes |= 1L << task;
    }
  }

  /** It takes a monitor, which others of so many tasks could have taken instead. */
  void takes(int number, int actor, int tasks) {
    if (state == null) {
      return;
    }
    changes(number, Footprint.MONITOR);
    for (int task = 0; task < tasks; task++) {
      if (task != actor && next.enters(task, number)) {
        state.mustTry(task);
      }
    }
  }

  /** It finds a monitor held that is not the one with whose entry it began. */
  void findsHeld(int number) {
    if (state != null && state.entered != number) {
      changes(number, Footprint.MONITOR);
    }
  }

  /** It lets go of a monitor, which it has taken itself or came with. */
  void letsGo(int number) {
    if (state != null) {
      if (held.since(number) == place) {
        changes(number, Footprint.MONITOR);
      } else {
        state.step.addRelease(number);
      }
    }
  }
}
