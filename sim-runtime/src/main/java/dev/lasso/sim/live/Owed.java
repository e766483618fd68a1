package dev.lasso.sim.live;

import dev.lasso.sim.sched.Task;
import dev.lasso.sim.sched.WaitKind;
import java.util.Set;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;

/** Which tasks owe their end: the root and every non-daemon thread, but not the worker of a pool that has no work. */
final class Owed {

  private static final Set<String> IDLE = Set.of("java.util.concurrent.ThreadPoolExecutor.getTask",
      "java.util.concurrent.ForkJoinPool.awaitWork");

  private Owed() {}

  static boolean mustEnd(Task task) {
    return !task.hasEnded() && !task.thread().isDaemon() && !isIdleWorker(task);
  }

  static boolean isIdleWorker(Task task) {
    if (task.hasEnded() || task.waitKind() != WaitKind.PARK) {
      return false;
    }
    Object blocker = TaskThreads.parkBlocker(task.thread());
    if (blocker instanceof AbstractOwnableSynchronizer) {
      return false;
    }
    for (StackTraceElement frame : task.getStackTrace()) {
      if (IDLE.contains(frame.getClassName() + "." + frame.getMethodName())) {
        return true;
      }
    }
    return false;
  }
}
