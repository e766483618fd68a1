package dev.lasso.sim.explore;

import org.jspecify.annotations.Nullable;

/**
 * Told what the steps of a run do. A step is what a task does from one point, or wait, to its next: the operation that
 * the point announced, and whatever follows it that is no point, such as leaving a monitor, waiting, notifying,
 * starting a thread, or ending. A strategy sees the operation alone; what must know which steps depend on each other
 * needs the rest too.
 *
 * <p>All is told on the stack of the task that does it, while nothing else runs.
 */
public interface StepWatch {

  /** The step of a task is over: it has come to a point, or waits, and this is what it does when it goes on. */
  void reaches(int task, int operation, @Nullable Object object);

  /** A task begins a step with the operation that it came to last; that of a task's first step is a start. */
  void performs(int task, int operation, @Nullable Object object);

  /** The step takes a monitor that nobody held. */
  void acquires(Object monitor);

  /** The step finds a monitor held, and waits for it from now on. */
  void findsHeld(Object monitor);

  /** The step lets go of a monitor for good, or until its task is notified. */
  void releases(Object monitor);

  /** The step reads or changes what belongs to an object and is neither a field nor its monitor. */
  void touches(Object object);

  /** The step draws from the random numbers that all tasks share. */
  void draws();

  /** The step acts on files, or on other memory than the heap. */
  void actsOutside();

  /** The step acts on what cannot be told. */
  void touchesAll();

  /**
   * The step has started a task.
   *
   * @param joined what a join of the task names as its object
   * @param daemon whether the run ends without waiting for it
   */
  void starts(int task, Object joined, boolean daemon);

  /** The step has woken a task. */
  void wakes(int task);

  /** The step was the last of its task. */
  void ends(int task, Object joined, boolean daemon);

  /** The run depends on more than the order of its steps, from here on; the text says what the program does. */
  void dependsOn(String what);

  /** The fair suffix begins: nothing is chosen, and nothing told, any longer. */
  void suffixBegins();
}
