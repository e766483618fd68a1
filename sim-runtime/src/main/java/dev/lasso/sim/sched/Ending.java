package dev.lasso.sim.sched;

import java.util.List;

/** How a run came to its end, before anybody judges it. */
public sealed interface Ending {

  /** Every task that must end has ended, or {@code System.exit(0)} was called. */
  record Completed() implements Ending {}

  /** No task can run, no timer is pending, and tasks that must end have not. */
  record NothingRunnable() implements Ending {}

  /** These tasks wait for each other, the last for the first, while others go on. */
  record WaitCycle(List<Task> tasks) implements Ending {

    /** A cycle whose list does not change. */
    public WaitCycle {
      tasks = List.copyOf(tasks);
    }
  }

  /** The run may be lost although tasks go on, which only a look at its heap can tell. */
  record MaybeLost() implements Ending {}

  /** An error that nobody caught. */
  record Failed(Task task, Throwable error) implements Ending {}

  /** The program called {@code System.exit} with a status that says failure. */
  record Exited(Task task, int status) implements Ending {}

  /** A limit was reached: which, and how far. */
  record LimitReached(String limit) implements Ending {}

  /** An instant of the fair suffix has ended, and somebody wants to look at the run there. */
  record AtInstant(int instant) implements Ending {}

  /** Somebody wants to look at the run before this step. */
  record Stopped(long step) implements Ending {}

  /** Lasso cannot go on: why, and in which frame. */
  record Aborted(String reason, StackTraceElement[] frames) implements Ending {}

  /** A replay did not do what was recorded; the recording says where. */
  record Diverged() implements Ending {}
}
