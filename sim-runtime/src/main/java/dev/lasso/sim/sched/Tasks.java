package dev.lasso.sim.sched;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a run from their start to their end. As in a JVM, the run is over when every thread that is no daemon
 * has ended, or when the program has called exit; either way the shutdown hooks run first, and the run ends with the
 * last of them.
 */
final class Tasks {

  private final List<Task> started = new ArrayList<>();
  private final List<Thread> shutdownHooks = new ArrayList<>();
  private int generation;
  private int owed;

  /** How the run ends when the hooks are done; null before they are started. */
  private @Nullable Ending afterHooks;

  void begin() {
    started.clear();
    shutdownHooks.clear();
    owed = 0;
    afterHooks = null;
  }

  /** The run is over: its tasks no longer belong to the run in progress. */
  void end() {
    generation++;
  }

  boolean own(Task task) {
    return task.generation == generation;
  }

  List<Task> all() {
    return Collections.unmodifiableList(started);
  }

  /** Threads to start when the program is over. */
  List<Thread> shutdownHooks() {
    return shutdownHooks;
  }

  /** Makes a task of a thread; {@code seed} is for its own random numbers. */
  Task add(Thread thread, Task.TaskBody body, long seed) {
    Task task = new Task(thread, started.size(), generation, body);
    started.add(task);
    TaskThreads.bind(thread, task);
    TaskThreads.setStatus(thread, WaitKind.NONE.status(false));
    TaskThreads.seedLocalRandom(thread, seed, (int) (seed >>> 32) | 1);
    if (isOwed(thread)) {
      owed++;
    }
    return task;
  }

  private boolean isOwed(Thread thread) {
    return afterHooks == null ? !thread.isDaemon() : shutdownHooks.contains(thread);
  }

  /** A task has come to its end: the JDK's part of that, on its own stack. */
  void ended(Task task) {
    task.quiet++;
    TaskThreads.exit(task.thread());
    task.ended = true;
    task.status = WaitKind.TERMINATED;
    if (isOwed(task.thread())) {
      owed--;
    }
  }

  /** A task is ended from outside, where it stands. */
  void abandoned(Task task) {
    task.ended = true;
    task.status = WaitKind.TERMINATED;
    task.waitKind = WaitKind.NONE;
    task.waitObject = null;
    if (isOwed(task.thread())) {
      owed--;
    }
  }

  /**
   * How the run ends if the end of the last task has left nothing that it must wait for; null if it goes on.
   *
   * @param start starts a shutdown hook
   */
  @Nullable
  Ending ending(Consumer<Thread> start) {
    if (owed > 0) {
      return null;
    }
    return afterHooks == null ? shutDown(new Ending.Completed(), start) : afterHooks;
  }

  /**
   * Starts the shutdown hooks, unless they are started already.
   *
   * @return {@code how} if there are none; null if the run goes on with them
   */
  @Nullable
  Ending shutDown(Ending how, Consumer<Thread> start) {
    if (shutdownHooks.isEmpty()) {
      return how;
    }
    if (afterHooks == null) {
      afterHooks = how;
      owed = 0;
      shutdownHooks.forEach(start);
    }
    return null;
  }
}
