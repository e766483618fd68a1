package dev.lasso.sim.sched;

import java.util.Arrays;

/** The tasks that wait for a moment of virtual time: a binary heap by deadline, equal deadlines in order of arrival. */
@SuppressWarnings("NullAway") // slots at and beyond size hold null
final class Timers {

  private static final int INITIAL = 16;

  private Task[] heap = new Task[INITIAL];
  private int size;
  private long sequence;

  boolean isEmpty() {
    return size == 0;
  }

  /** The task that is woken first; there is one. */
  Task first() {
    return heap[0];
  }

  void add(Task task, long deadline) {
    task.deadline = deadline;
    task.timerSequence = sequence++;
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    size++;
    siftUp(task, size - 1);
  }

  void remove(Task task) {
    int position = task.timerPosition;
    if (position < 0) {
      return;
    }
    task.timerPosition = -1;
    Task last = heap[--size];
    heap[size] = null;
    if (last != task) {
      siftUp(last, position);
      siftDown(last, last.timerPosition);
    }
  }

  void clear() {
    Arrays.fill(heap, 0, size, null);
    size = 0;
    sequence = 0;
  }

  /** How many timers fire before that of a task. */
  int before(Task task) {
    int count = 0;
    for (int i = 0; i < size; i++) {
      count += before(heap[i], task) ? 1 : 0;
    }
    return count;
  }

  private void siftUp(Task task, int from) {
    int position = from;
    while (position > 0) {
      int parent = (position - 1) >> 1;
      if (!before(task, heap[parent])) {
        break;
      }
      place(heap[parent], position);
      position = parent;
    }
    place(task, position);
  }

  private void siftDown(Task task, int from) {
    int position = from;
    for (int child = 2 * position + 1; child < size; child = 2 * position + 1) {
      if (child + 1 < size && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (!before(heap[child], task)) {
        break;
      }
      place(heap[child], position);
      position = child;
    }
    place(task, position);
  }

  private void place(Task task, int position) {
    heap[position] = task;
    task.timerPosition = position;
  }

  private static boolean before(Task a, Task b) {
    return a.deadline < b.deadline || a.deadline == b.deadline && a.timerSequence < b.timerSequence;
  }
}
