package dev.lasso.sim.sched;

import org.jspecify.annotations.Nullable;

/** What becomes of an error that no code of a thread has caught. */
final class Uncaught {

  private Uncaught() {}

  /**
   * Gives the error to the handler that the program has set for the thread, its group or all threads, on that thread.
   *
   * @return how the run ends if there is none; null if it goes on
   */
  static @Nullable Ending handle(Task task, Throwable error) {
    Thread thread = task.thread();
    Thread.UncaughtExceptionHandler handler = thread.getUncaughtExceptionHandler();
    if (handler.getClass() == ThreadGroup.class) {
      handler = Thread.getDefaultUncaughtExceptionHandler();
    }
    if (handler == null) {
      return new Ending.Failed(task, error);
    }
    try {
      handler.uncaughtException(thread, error);
    } catch (Throwable ignoredAsTheJvmDoes) {
      return null;
    }
    return null;
  }
}
