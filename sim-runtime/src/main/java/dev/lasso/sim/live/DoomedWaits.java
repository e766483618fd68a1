package dev.lasso.sim.live;

import dev.lasso.sim.sched.Scheduler;
import dev.lasso.sim.sched.Task;
import dev.lasso.sim.sched.WaitKind;
import dev.lasso.sim.weave.ExitCalls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits that nobody who is left can end, although others go on.
 *
 * <p>A wait without a deadline ends when somebody acts on an object: notifies on it, unparks or interrupts the thread,
 * lets go of the monitor, ends. Nobody can act on what he cannot reach from his frames, his thread and the statics of
 * classes, now or ever: what he will reach later he reaches now, or will make, or is given by somebody who reaches
 * it. So all waiting tasks are taken to be lost at first; one is taken out if somebody outside reaches what could end
 * its wait, and then counts as outside himself, until nothing changes. What remains never goes on.
 *
 * <p>Locks of the JDK are left to their holders, as in {@link WaitCycles}. What nobody can end, {@link ExitCalls an exit}
 * would all the same, so nothing is claimed where the program's code could call it. The argument rests on nobody finding a thread by
 * enumerating its group, and on frames that show every reference, see
 * {@link dev.lasso.sim.jdk.RealJdk#showsWholeFrames()}.
 */
final class DoomedWaits {

  private final Scheduler scheduler;
  private final Waits waits;
  private final WaitCycles cycles;
  private final Supplier<List<Class<?>>> allClasses;

  DoomedWaits(Scheduler scheduler, Waits waits, WaitCycles cycles, Supplier<List<Class<?>>> allClasses) {
    this.scheduler = scheduler;
    this.waits = waits;
    this.cycles = cycles;
    this.allClasses = allClasses;
  }

  /** Whether a task that must end has waited without a deadline for half of the run, and not for one that goes on. */
  boolean mayExist() {
    return scheduler.tasks().stream().anyMatch(task -> waitsWithoutEnd(task)
        && task.blockedSince() <= scheduler.now() / 2 && Owed.mustEnd(task) && !waitsForOneThatGoesOn(task));
  }

  private boolean waitsForOneThatGoesOn(Task task) {
    Thread blocking = waits.blockedBy(task);
    return blocking != null && TaskThreads.continuationOf(blocking) instanceof Task other && !waitsWithoutEnd(other);
  }

  /**
   * The tasks that must end and never go on. After the run: marking objects would change their hashes within it.
   *
   * @param program the loader of the program that ran
   */
  List<Task> find(ClassLoader program) {
    List<Task> doomed = new ArrayList<>(scheduler.tasks().stream().filter(DoomedWaits::waitsWithoutEnd).toList());
    if (doomed.stream().noneMatch(Owed::mustEnd)) {
      return List.of();
    }
    Reach reach = new Reach(program, allClasses.get());
    scheduler.shutdownHooks().forEach(reach::add);
    Thread.getAllStackTraces().keySet().forEach(reach::add);
    for (Task task : scheduler.tasks()) {
      if (!task.hasEnded() && !doomed.contains(task)) {
        if (task.isDone()) {
          return List.of(); // left by force, with its frames
        }
        addAll(task, reach);
      }
    }
    for (Task saved = saved(doomed, reach); saved != null; saved = saved(doomed, reach)) {
      doomed.remove(saved);
      addAll(saved, reach);
    }
    List<Task> owed = doomed.stream().filter(Owed::mustEnd).toList();
    return owed.isEmpty() || mayExit(reach) ? List.of() : owed;
  }

  private static boolean mayExit(Reach reach) {
    try {
      return new ExitCalls().isNamedBy(reach.classesOfPrograms());
    } catch (IOException unreadable) {
      return true;
    }
  }

  private static boolean waitsWithoutEnd(Task task) {
    return !task.hasEnded() && !task.isEnabled() && !task.hasTimer() && task.waitKind() != WaitKind.NONE;
  }

  private static void addAll(Task task, Reach reach) {
    reach.add(task.thread());
    TaskFrames.references(task).forEach(reach::add);
  }

  /** One of these tasks whose wait somebody outside could end, or null. */
  private @Nullable Task saved(List<Task> doomed, Reach reach) {
    return doomed.stream().filter(task -> canBeEnded(task, doomed, reach)).findFirst().orElse(null);
  }

  private boolean canBeEnded(Task task, List<Task> doomed, Reach reach) {
    Task holder = cycles.holder(task);
    if (holder != null) {
      return !doomed.contains(holder);
    }
    boolean reachesThread = reach.contains(task.thread());
    return switch (waits.of(task)) {
      case Waits.Wait.ForLock lock -> lock.monitor() || reachesThread;
      case Waits.Wait.ForEnd end -> reachesThread
          || doomed.stream().noneMatch(other -> other.thread() == end.thread());
      case Waits.Wait.ForCondition wait -> reachesThread || wait.monitor() && reach.contains(wait.condition());
      case Waits.Wait.ForPermit permit -> reachesThread;
      case Waits.Wait.ForTime time -> true;
      case Waits.Wait.ForDisk disk -> true;
      case Waits.Wait.ForNothing nothing -> true;
    };
  }
}
