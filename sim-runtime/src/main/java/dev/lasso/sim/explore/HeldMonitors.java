package dev.lasso.sim.explore;

import java.util.Arrays;

/** Who holds which monitor of a run, and since which state on the stack of a search. A monitor is an object's number. */
final class HeldMonitors {

  /** The state of what was taken before the search had one. */
  static final int BEFORE = -1;

  private static final int INITIAL = 8;

  private int[] monitors = new int[INITIAL];
  private int[] holders = new int[INITIAL];
  private int[] since = new int[INITIAL];
  private int size;

  void clear() {
    size = 0;
  }

  void take(int monitor, int task, int state) {
    if (size == monitors.length) {
      monitors = Arrays.copyOf(monitors, size * 2);
      holders = Arrays.copyOf(holders, size * 2);
      since = Arrays.copyOf(since, size * 2);
    }
    monitors[size] = monitor;
    holders[size] = task;
    since[size++] = state;
  }

  void letGo(int monitor) {
    int i = indexOf(monitor);
    if (i >= 0) {
      size--;
      monitors[i] = monitors[size];
      holders[i] = holders[size];
      since[i] = since[size];
    }
  }

  /** Whether a task would find the monitor held by another. */
  boolean isClosedTo(int task, int monitor) {
    int i = indexOf(monitor);
    return i >= 0 && holders[i] != task;
  }

  /** The state whose step took the monitor, which is held. */
  int since(int monitor) {
    int i = indexOf(monitor);
    return i < 0 ? BEFORE : since[i];
  }

  private int indexOf(int monitor) {
    for (int i = 0; i < size; i++) {
      if (monitors[i] == monitor) {
        return i;
      }
    }
    return -1;
  }
}
