package dev.lasso.sim.sched;

import dev.lasso.sim.explore.EnabledTasks;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The enabled tasks, in an order that depends on the run's history alone. */
@SuppressWarnings("NullAway") // slots at and beyond size hold null
final class RunQueue implements EnabledTasks {

  private static final int INITIAL = 16;

  private final LongSupplier steps;
  private Task[] tasks = new Task[INITIAL];
  private int size;

  /** @param steps how many points the run has passed */
  RunQueue(LongSupplier steps) {
    this.steps = steps;
  }

  void add(Task task) {
    if (task.queuePosition >= 0) {
      return;
    }
    if (size == tasks.length) {
      tasks = Arrays.copyOf(tasks, size * 2);
    }
    task.queuePosition = size;
    tasks[size++] = task;
  }

  /** Takes a task out; the last one takes its position. */
  void remove(Task task) {
    int position = task.queuePosition;
    if (position < 0) {
      return;
    }
    Task last = tasks[--size];
    tasks[position] = last;
    last.queuePosition = position;
    tasks[size] = null;
    task.queuePosition = -1;
  }

  Task get(int position) {
    return tasks[position];
  }

  void clear() {
    Arrays.fill(tasks, 0, size, null);
    size = 0;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public long step() {
    return steps.getAsLong();
  }

  @Override
  public int id(int position) {
    return tasks[position].id();
  }

  @Override
  public int operation(int position) {
    return tasks[position].operation;
  }

  @Override
  public @Nullable Object object(int position) {
    return tasks[position].operand;
  }
}
