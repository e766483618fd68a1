package dev.lasso.sim.live;

import dev.lasso.sim.sched.Scheduler;
import dev.lasso.sim.sched.Task;
import dev.lasso.sim.sched.WaitKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Deadlocks that leave other tasks running.
 *
 * <p>A task that waits without a deadline to enter a monitor, or in {@code lock()} of a lock of the JDK, goes on only
 * when the holder lets go: nobody else can, and no interrupt ends such a wait. So where holders wait like that for each
 * other in a cycle, none of them goes on, whatever the others do. The run is lost if somebody who must end waits,
 * likewise, for one of them. A wait that an interrupt can end, or time, or a signal, is not in the graph.
 */
final class WaitCycles {

  private static final String JUC = "java.util.concurrent.";

  private final Scheduler scheduler;
  private final Waits waits;

  WaitCycles(Scheduler scheduler, Waits waits) {
    this.scheduler = scheduler;
    this.waits = waits;
  }

  /** The tasks of a cycle for which a task that must end waits; empty if there is none. */
  List<Task> find() {
    for (Task task : scheduler.tasks()) {
      List<Task> cycle = cycleBehind(task);
      if (!cycle.isEmpty() && Owed.mustEnd(task)) {
        return cycle;
      }
    }
    return List.of();
  }

  /** Whether each of these tasks waits for the next, and the last for the first. */
  boolean isCycle(List<Task> tasks) {
    for (int i = 0; i < tasks.size(); i++) {
      if (holder(tasks.get(i)) != tasks.get((i + 1) % tasks.size())) {
        return false;
      }
    }
    return !tasks.isEmpty();
  }

  private List<Task> cycleBehind(Task start) {
    List<Task> path = new ArrayList<>();
    for (Task at = start; at != null; at = holder(at)) {
      int seen = path.indexOf(at);
      if (seen >= 0) {
        return path.subList(seen, path.size());
      }
      path.add(at);
    }
    return List.of();
  }

  /** The one task that can end the wait of {@code task}, or null if that cannot be said. */
  @Nullable
  Task holder(Task task) {
    if (!isStopped(task) || !(waits.of(task) instanceof Waits.Wait.ForLock wait) || wait.holder() == null) {
      return null;
    }
    boolean alone = wait.monitor() || isOfTheJdk(wait.lock()) && !isInterruptible(task);
    return alone && TaskThreads.continuationOf(wait.holder()) instanceof Task holder && !holder.hasEnded()
        ? holder
        : null;
  }

  private static boolean isStopped(Task task) {
    return !task.hasEnded() && !task.isEnabled() && !task.hasTimer()
        && (task.waitKind() == WaitKind.MONITOR || task.waitKind() == WaitKind.PARK);
  }

  /** A lock of somebody else's may be released by whoever likes. */
  private static boolean isOfTheJdk(Object lock) {
    Class<?> outer = lock.getClass().getEnclosingClass();
    return outer == ReentrantLock.class || outer == ReentrantReadWriteLock.class;
  }

  /** Whether the innermost call of the program into java.util.concurrent is one that an interrupt ends. */
  private boolean isInterruptible(Task task) {
    boolean inside = false;
    for (StackTraceElement frame : scheduler.frames(task)) {
      boolean isOfJuc = frame.getClassName().startsWith(JUC);
      if (isOfJuc && (frame.getMethodName().endsWith("Interruptibly") || frame.getMethodName().startsWith("try"))) {
        return true;
      }
      if (inside && !isOfJuc) {
        return false;
      }
      inside |= isOfJuc;
    }
    return !inside;
  }
}
