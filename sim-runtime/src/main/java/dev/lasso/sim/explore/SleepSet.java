package dev.lasso.sim.explore;

import java.util.Arrays;

/**
 * The tasks that need not be tried in a state, since every run that begins with their step was made from an earlier
 * one (Godefroid, "Partial-order methods for the verification of concurrent systems", 1996, chapter 5). Each is there
 * with the footprint of that step, and leaves when a step is taken that depends on it.
 */
@SuppressWarnings("NullAway") // slots at and beyond size hold null
final class SleepSet {

  private static final int INITIAL = 4;

  private Entry[] entries = new Entry[INITIAL];
  private int size;
  private long tasks;

  /**
   * A task asleep.
   *
   * @param step the footprint of its next step
   * @param known how many objects had numbers where that step was taken
   */
  private record Entry(int task, Footprint step, int known) {}

  void clear() {
    Arrays.fill(entries, 0, size, null);
    size = 0;
    tasks = 0;
  }

  /** The tasks in it, a bit for each. */
  long tasks() {
    return tasks;
  }

  /** Puts a task to sleep, whose step has been tried in all ways. */
  void add(int task, Footprint step, int known) {
    add(new Entry(task, step, known));
  }

  /** Who is still asleep, of those in another set, when a task has taken a step. */
  void addIndependent(SleepSet before, int task, Footprint step) {
    for (int i = 0; i < before.size; i++) {
      Entry entry = before.entries[i];
      if (entry.task != task && !entry.step.mayDependOn(step, entry.known)) {
        add(entry);
      }
    }
  }

  private void add(Entry entry) {
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, size * 2);
    }
    entries[size++] = entry;
    tasks |= 1L << entry.task;
  }
}
