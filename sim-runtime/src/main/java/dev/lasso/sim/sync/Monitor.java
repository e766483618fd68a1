package dev.lasso.sim.sync;

import dev.lasso.sim.sched.Task;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The simulated monitor of an object, for as long as a task holds it, wants it or waits on it. */
@SuppressWarnings("NullAway") // slots at and beyond the counts hold null
final class Monitor {

  private static final int INITIAL = 2;

  @Nullable Object object;
  @Nullable Task owner;

  /** How often the owner has entered it. */
  int entries;

  /** Position in the list of live monitors. */
  int position;

  /** Tasks that want to enter; each is enabled exactly while nobody owns the monitor. */
  Task[] contenders = new Task[INITIAL];

  int contending;

  /** Tasks that wait for a notify, the one that waits longest first. */
  Task[] waiters = new Task[INITIAL];

  int waiting;

  void addContender(Task task) {
    if (contending == contenders.length) {
      contenders = Arrays.copyOf(contenders, contending * 2);
    }
    contenders[contending++] = task;
  }

  void removeContender(Task task) {
    int position = indexOf(contenders, contending, task);
    contenders[position] = contenders[--contending];
    contenders[contending] = null;
  }

  void addWaiter(Task task) {
    if (waiting == waiters.length) {
      waiters = Arrays.copyOf(waiters, waiting * 2);
    }
    waiters[waiting++] = task;
  }

  Task removeWaiter(int position) {
    Task task = waiters[position];
    System.arraycopy(waiters, position + 1, waiters, position, --waiting - position);
    waiters[waiting] = null;
    return task;
  }

  void removeWaiter(Task task) {
    removeWaiter(indexOf(waiters, waiting, task));
  }

  /** Tasks neither want to enter nor wait any more. */
  void forget(Set<Task> gone) {
    for (int i = contending - 1; i >= 0; i--) {
      if (gone.contains(contenders[i])) {
        removeContender(contenders[i]);
      }
    }
    for (int i = waiting - 1; i >= 0; i--) {
      if (gone.contains(waiters[i])) {
        removeWaiter(i);
      }
    }
  }

  boolean isIdle() {
    return owner == null && contending == 0 && waiting == 0;
  }

  private static int indexOf(Task[] tasks, int size, Task task) {
    for (int i = 0; i < size; i++) {
      if (tasks[i] == task) {
        return i;
      }
    }
    throw new IllegalStateException("task " + task.id() + " is not on this monitor");
  }
}
