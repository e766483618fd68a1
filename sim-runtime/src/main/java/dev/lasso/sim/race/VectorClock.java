package dev.lasso.sim.race;

import java.util.Arrays;

/** How much of each task happens before a moment: for each task a number of its releases, 0 for those unknown. */
final class VectorClock {

  private static final int INITIAL = 4;

  private int[] times = new int[INITIAL];

  int of(int task) {
    return task < times.length ? times[task] : 0;
  }

  void tick(int task) {
    grow(task + 1);
    times[task]++;
  }

  /** All that happens before the other moment happens before this one too. */
  void join(VectorClock other) {
    grow(other.times.length);
    for (int i = 0; i < other.times.length; i++) {
      times[i] = Math.max(times[i], other.times[i]);
    }
  }

  /** To a power of two, so that clocks which join each other do not make each other ever larger. */
  private void grow(int tasks) {
    int length = times.length;
    while (length < tasks) {
      length *= 2;
    }
    if (length > times.length) {
      times = Arrays.copyOf(times, length);
    }
  }
}
