package dev.lasso.sim.sync;

import dev.lasso.sim.explore.Operations;
import dev.lasso.sim.fault.FaultInjector;
import dev.lasso.sim.sched.Scheduler;
import dev.lasso.sim.sched.Task;
import dev.lasso.sim.sched.WaitKind;
import dev.lasso.sim.trace.TraceEvent.Cause;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What monitors mean in a run (JLS chapter 17): entry, exit, wait sets, notification. A monitor exists only while it is
 * held, wanted or waited on. Those are few at any moment, so a scan of a short array finds one faster than any map, and
 * needs no hash of the object.
 */
@SuppressWarnings("NullAway") // slots at and beyond size hold null
public final class Monitors {

  private static final int INITIAL = 16;

  private final Scheduler scheduler;
  private final WaitCounts counts;
  private final FaultInjector faults;
  private Monitor[] live = new Monitor[INITIAL];
  private int size;
  private Monitor[] spare = new Monitor[INITIAL];
  private int spares;

  /** The monitors of the runs of {@code scheduler}. */
  public Monitors(Scheduler scheduler, WaitCounts counts, FaultInjector faults) {
    this.scheduler = scheduler;
    this.counts = counts;
    this.faults = faults;
  }

  /** A run begins: nobody holds anything. */
  public void begin() {
    Arrays.fill(live, 0, size, null);
    size = 0;
  }

  // Entry and exit ---------------------------------------------------------------------------------------------------

  /** The running task enters the monitor, waiting for it as long as it takes. */
  public void enter(Object object) {
    if (object == null) {
      throw new NullPointerException("Cannot enter synchronized block because value is null");
    }
    scheduler.point(object, Operations.MONITOR_ENTER);
    acquire(object, 1);
  }

  /** {@link #enter} without a point. */
  public void enterQuietly(Object object) {
    acquire(object, 1);
  }

  private void acquire(Object object, int entries) {
    Task task = scheduler.current();
    Monitor monitor = find(object);
    if (monitor == null) {
      monitor = add(object);
    } else if (monitor.owner == task) {
      monitor.entries += entries;
      return;
    } else if (monitor.owner != null) {
      contend(monitor, task);
    }
    monitor.owner = task;
    monitor.entries = entries;
    scheduler.tracing().acquired(object);
    scheduler.effects().acquires(object);
    for (int i = 0; i < monitor.contending; i++) {
      scheduler.unwake(monitor.contenders[i]);
    }
  }

  private void contend(Monitor monitor, Task task) {
    monitor.addContender(task);
    scheduler.effects().findsHeld(Objects.requireNonNull(monitor.object));
    do {
      scheduler.block(WaitKind.MONITOR, monitor.object, Scheduler.NEVER);
    } while (monitor.owner != null);
    monitor.removeContender(task);
  }

  /**
   * The running task leaves the monitor once.
   *
   * @throws IllegalMonitorStateException if it does not hold it
   */
  public void exit(Object object) {
    Monitor monitor = held(object);
    if (--monitor.entries == 0) {
      release(monitor);
    }
  }

  /** {@link #exit} for a shadow, which may have been entered before the run began. */
  public void exitQuietly(Object object) {
    Monitor monitor = find(object);
    if (monitor != null && monitor.owner == scheduler.current() && --monitor.entries == 0) {
      release(monitor);
    }
  }

  private void release(Monitor monitor) {
    monitor.owner = null;
    monitor.entries = 0;
    scheduler.tracing().released(Objects.requireNonNull(monitor.object));
    scheduler.effects().releases(monitor.object);
    for (int i = 0; i < monitor.contending; i++) {
      scheduler.wake(monitor.contenders[i], Cause.UNLOCK);
    }
    dropIfIdle(monitor);
  }

  // Wait sets --------------------------------------------------------------------------------------------------------

  /**
   * {@link Object#wait(long)} for the running task.
   *
   * @param deadline virtual time, or {@link Scheduler#NEVER}
   */
  public void await(Object object, long deadline) throws InterruptedException {
    await(object, faults.wakesBy(deadline), WaitKind.WAIT_SET);
  }

  /** {@link #await(Object, long)} that a dump shows as waiting for {@code kind}. */
  void await(Object object, long deadline, WaitKind kind) throws InterruptedException {
    Task task = scheduler.current();
    Monitor monitor = held(object);
    if (TaskThreads.clearInterrupted(task.thread())) {
      throw new InterruptedException();
    }
    int entries = monitor.entries;
    counts.awaited(object);
    monitor.addWaiter(task);
    task.setNotified(false);
    release(monitor);
    scheduler.block(kind, object, deadline);
    boolean notified = task.isNotified();
    if (!notified) {
      monitor.removeWaiter(task);
      dropIfIdle(monitor);
    }
    boolean interrupted = !notified && TaskThreads.clearInterrupted(task.thread());
    acquire(object, entries);
    if (interrupted) {
      throw new InterruptedException();
    }
  }

  /** {@link Object#notify()}: wakes exactly one waiter, any of them. */
  public void signal(Object object) {
    Monitor monitor = held(object);
    scheduler.tracing().notified(object, false, Math.min(monitor.waiting, 1));
    if (monitor.waiting > 0) {
      wake(monitor, scheduler.chooseWaiter(monitor.waiting), Cause.NOTIFY);
    }
  }

  /** {@link Object#notifyAll()}. */
  public void signalAll(Object object) {
    Monitor monitor = held(object);
    scheduler.tracing().notified(object, true, monitor.waiting);
    signalAll(monitor, Cause.NOTIFY);
  }

  /** Wakes whoever waits on {@code object}; the caller need not hold it, as at the end of a thread. */
  void signalAllUnheld(Object object) {
    Monitor monitor = find(object);
    if (monitor != null) {
      signalAll(monitor, Cause.END);
      dropIfIdle(monitor);
    }
  }

  private void signalAll(Monitor monitor, Cause cause) {
    while (monitor.waiting > 0) {
      wake(monitor, monitor.waiting - 1, cause);
    }
  }

  private void wake(Monitor monitor, int position, Cause cause) {
    Task task = monitor.removeWaiter(position);
    task.setNotified(true);
    counts.signalled(Objects.requireNonNull(monitor.object));
    scheduler.wake(task, cause);
  }

  /** Tasks are gone: they hold nothing, want nothing and wait for nothing any more. */
  void forget(Set<Task> gone) {
    for (int i = size - 1; i >= 0; i--) {
      Monitor monitor = live[i];
      monitor.forget(gone);
      if (monitor.owner != null && gone.contains(monitor.owner)) {
        release(monitor);
      } else {
        dropIfIdle(monitor);
      }
    }
  }

  // Look-ups ---------------------------------------------------------------------------------------------------------

  /** Whether the running task holds the monitor. */
  public boolean isHeld(Object object) {
    Monitor monitor = find(Objects.requireNonNull(object));
    return monitor != null && monitor.owner == scheduler.current();
  }

  /** Who holds the monitor, or null. */
  public @Nullable Task owner(Object object) {
    Monitor monitor = find(object);
    return monitor == null ? null : monitor.owner;
  }

  /** What a monitor is told of, task by task. */
  public interface Reader {

    /**
     * A task has to do with a monitor.
     *
     * @param role which part it has
     * @param count how often it has entered it
     */
    void accept(String role, Task task, int count);
  }

  /** Tells who holds the monitor of an object, wants it and waits on it, in the order that they come in. */
  public void readState(Object object, Reader reader) {
    Monitor monitor = find(object);
    if (monitor == null) {
      return;
    }
    if (monitor.owner != null) {
      reader.accept("owner of a monitor", monitor.owner, monitor.entries);
    }
    for (int i = 0; i < monitor.contending; i++) {
      reader.accept("who wants a monitor", monitor.contenders[i], 0);
    }
    for (int i = 0; i < monitor.waiting; i++) {
      reader.accept("who waits on a monitor", monitor.waiters[i], 0);
    }
  }

  private Monitor held(Object object) {
    Monitor monitor = find(object);
    if (monitor == null || monitor.owner != scheduler.current()) {
      throw new IllegalMonitorStateException("current thread is not owner");
    }
    return monitor;
  }

  private @Nullable Monitor find(Object object) {
    Monitor[] monitors = live;
    for (int i = 0; i < size; i++) {
      if (monitors[i].object == object) {
        return monitors[i];
      }
    }
    return null;
  }

  private Monitor add(Object object) {
    if (size == live.length) {
      live = Arrays.copyOf(live, size * 2);
    }
    Monitor monitor = spares > 0 ? spare[--spares] : new Monitor();
    monitor.object = object;
    monitor.position = size;
    live[size++] = monitor;
    return monitor;
  }

  private void dropIfIdle(Monitor monitor) {
    if (!monitor.isIdle() || monitor.object == null) {
      return;
    }
    Monitor last = live[--size];
    live[size] = null;
    if (last != monitor) {
      live[monitor.position] = last;
      last.position = monitor.position;
    }
    monitor.object = null;
    if (spares < spare.length) {
      spare[spares++] = monitor;
    }
  }
}
