package dev.lasso.sim.explore;

import java.util.Arrays;

/**
 * What happens before what in the run that a search makes, and what must be tried because of it. Two neighbouring steps
 * of different tasks that depend on each other, with no step between that is after the one and before the other, are in
 * a race; if the later one could have come first there is a run in which it does. That run begins, from the state before
 * the earlier step, with one of the <em>initials</em> of what is independent of that step: at least one of them must be
 * tried there, and which one does not matter (Abdulla, Aronsson, Jonsson and Sagonas, POPL 2014, algorithm 1, lines 6 to
 * 9).
 */
final class Races {

  private static final int INITIAL = 16;

  private final SearchStack stack;

  /** Of each task, what happens before its next step. */
  private final int[][] clocks = new int[Long.SIZE][Long.SIZE];

  private final int[] clock = new int[Long.SIZE];
  private int[] found = new int[INITIAL];
  private int tasks;

  Races(SearchStack stack) {
    this.stack = stack;
  }

  /** A run begins. */
  void begin() {
    for (int i = 0; i < tasks; i++) {
      Arrays.fill(clocks[i], 0, tasks, 0);
    }
    tasks = 0;
  }

  /** There are so many tasks by now. */
  void grow(int number) {
    tasks = Math.max(tasks, number);
  }

  /** A step is over, whose footprint is known: finds the races that it is the later step of. */
  void close(int index) {
    SearchState later = stack.get(index);
    System.arraycopy(clocks[later.task], 0, clock, 0, tasks);
    boolean wasReleased = false;
    int races = 0;
    for (int i = index - 1; i >= 0; i--) {
      SearchState earlier = stack.get(i);
      if (clock[earlier.task] >= earlier.index || !earlier.step.dependsOn(later.step)) {
        continue;
      }
      if (later.entered >= 0 && earlier.step.releases(later.entered)) {
        if (!wasReleased) {
          wasReleased = true;
          couldHaveBeenFirst(i, index);
        }
      } else {
        found = races < found.length ? found : Arrays.copyOf(found, races * 2);
        found[races++] = i;
      }
      join(clock, earlier.clock);
    }
    clock[later.task] = later.index;
    later.setClock(clock, tasks);
    for (int i = 0; i < races; i++) {
      reverse(found[i], index, later.task, clock);
    }
  }

  /**
   * A step has entered a monitor that the one at {@code release} has let go of. These two cannot change places, but the
   * whole time for which the monitor was held can come after the entry.
   */
  private void couldHaveBeenFirst(int release, int entry) {
    SearchState later = stack.get(entry);
    int holder = stack.get(release).task;
    int taken = release - 1;
    while (taken >= 0 && !(stack.get(taken).task == holder && stack.get(taken).step.takes(later.entered))) {
      taken--;
    }
    int[] before = clocks[later.task];
    if (taken >= 0 && before[holder] < stack.get(taken).index) {
      reverse(taken, entry, later.task, before);
    }
  }

  /** A step is over, and was closed in this run or an earlier one: others come after it. */
  void pass(SearchState step) {
    System.arraycopy(step.clock, 0, clocks[step.task], 0, Math.min(tasks, step.clock.length));
    for (long left = step.wakes; left != 0; left &= left - 1) {
      join(clocks[Long.numberOfTrailingZeros(left)], step.clock);
    }
  }

  /** A task has come to a monitor that is held since the step at {@code taken}: it could have been first. */
  void findsHeld(int task, int taken) {
    SearchState earlier = stack.get(taken);
    if (clocks[task][earlier.task] < earlier.index) {
      reverse(taken, stack.size(), task, clocks[task]);
    }
  }

  private void join(int[] into, int[] from) {
    for (int i = Math.min(tasks, from.length) - 1; i >= 0; i--) {
      into[i] = Math.max(into[i], from[i]);
    }
  }

  /** What a task does after the steps up to {@code end}, in the order that {@code before} says, is to come first. */
  private void reverse(int earlier, int end, int task, int[] before) {
    SearchState state = stack.get(earlier);
    long seen = 0;
    long initials = 0;
    for (int i = earlier + 1; i < end; i++) {
      SearchState step = stack.get(i);
      long bit = 1L << step.task;
      if ((seen & bit) == 0 && !step.isAfter(state.task, state.index)) {
        seen |= bit;
        initials |= isInitial(state, earlier, i, step.clock) ? bit : 0;
      }
    }
    long own = 1L << task;
    if ((seen & own) == 0 && isInitial(state, earlier, end, before)) {
      initials |= own;
    }
    state.tryOneOf(initials, own);
  }

  /** Whether nothing that is independent of the step at {@code earlier} happens between it and {@code end}, before. */
  private boolean isInitial(SearchState state, int earlier, int end, int[] before) {
    for (int i = earlier + 1; i < end; i++) {
      SearchState step = stack.get(i);
      if (!step.isAfter(state.task, state.index) && step.task < before.length && before[step.task] >= step.index) {
        return false;
      }
    }
    return true;
  }
}
