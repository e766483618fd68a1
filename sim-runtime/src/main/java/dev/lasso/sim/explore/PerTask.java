package dev.lasso.sim.explore;

import java.util.Arrays;

/** A number for each task of a run, 0 until it is set. It grows where a run has more tasks than any before. */
final class PerTask {

  private static final int INITIAL = 64;

  private long[] values = new long[INITIAL];
  private int used;

  /** All are 0 again. */
  void clear() {
    Arrays.fill(values, 0, used, 0);
    used = 0;
  }

  long get(int task) {
    return task < used ? values[task] : 0;
  }

  void set(int task, long value) {
    if (task >= values.length) {
      values = Arrays.copyOf(values, Math.max(task + 1, values.length * 2));
    }
    used = Math.max(used, task + 1);
    values[task] = value;
  }
}
