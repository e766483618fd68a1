package dev.lasso.sim.sync;

import dev.lasso.sim.explore.Operations;
import dev.lasso.sim.fault.FaultInjector;
import dev.lasso.sim.sched.Scheduler;
import dev.lasso.sim.sched.Task;
import dev.lasso.sim.sched.WaitKind;
import dev.lasso.sim.trace.TraceEvent.Cause;

/** What parking, sleeping, starting, joining and interrupting mean in a run, as the JDK documents them. */
final class Threads {

  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final Scheduler scheduler;
  private final Monitors monitors;
  private final FaultInjector faults;

  Threads(Scheduler scheduler, Monitors monitors, FaultInjector faults) {
    this.scheduler = scheduler;
    this.monitors = monitors;
    this.faults = faults;
  }

  /** Parks the running task; {@code time} is in nanoseconds, or in milliseconds since 1970 if {@code absolute}. */
  void park(boolean absolute, long time) {
    Task task = scheduler.current();
    scheduler.point(task, Operations.PARK);
    if (task.takePermit() || TaskThreads.isInterrupted(task.thread())) {
      return;
    }
    long deadline = parkDeadline(absolute, time);
    if (deadline > scheduler.now()) {
      scheduler.block(WaitKind.PARK, null, faults.wakesBy(deadline));
      task.takePermit();
    }
  }

  private long parkDeadline(boolean absolute, long time) {
    if (absolute) {
      long nanos = millisToNanos(time);
      return nanos == Scheduler.NEVER ? nanos : nanos - scheduler.epochNanos() + scheduler.now();
    }
    if (time == 0) {
      return Scheduler.NEVER;
    }
    return time < 0 ? scheduler.now() : scheduler.deadlineAfter(time);
  }

  void unpark(Task task) {
    scheduler.point(task, Operations.UNPARK);
    task.givePermit();
    if (task.waitKind() == WaitKind.PARK) {
      scheduler.wake(task, Cause.UNPARK);
    }
  }

  void sleep(long nanos) throws InterruptedException {
    scheduler.point(null, Operations.SLEEP);
    Task task = scheduler.current();
    throwIfInterrupted(task);
    long deadline = scheduler.deadlineAfter(Math.max(0, nanos));
    do {
      scheduler.block(WaitKind.SLEEP, null, deadline);
      throwIfInterrupted(task);
    } while (!task.timedOut());
  }

  void start(Thread thread) {
    Task task = scheduler.start(thread);
    scheduler.point(task, Operations.START);
  }

  /**
   * {@link Thread#join(long)} as the JDK has it: a wait on the thread object until it is no longer alive.
   *
   * @param millis 0 for as long as it takes
   */
  void join(Task task, long millis) throws InterruptedException {
    scheduler.point(task, Operations.JOIN);
    Thread thread = task.thread();
    scheduler.effects().touches(thread);
    monitors.enterQuietly(thread);
    try {
      long deadline = deadline(millis);
      while (!task.hasEnded() && scheduler.now() < deadline) {
        monitors.await(thread, deadline, WaitKind.JOIN);
      }
    } finally {
      monitors.exitQuietly(thread);
    }
  }

  void interrupt(Task task) {
    scheduler.effects().interrupts(task);
    scheduler.point(task, Operations.INTERRUPT);
    task.givePermit();
    switch (task.waitKind()) {
      case PARK, SLEEP -> scheduler.wake(task, Cause.INTERRUPT);
      case WAIT_SET, JOIN -> {
        if (!task.isNotified()) {
          scheduler.wake(task, Cause.INTERRUPT);
        }
      }
      case NONE, MONITOR, DISK -> {}
    }
  }

  /** The deadline of a wait of {@code millis}; 0 waits for ever. */
  long deadline(long millis) {
    return millis == 0 ? Scheduler.NEVER : scheduler.deadlineAfter(millisToNanos(millis));
  }

  static long millisToNanos(long millis) {
    return millis > Long.MAX_VALUE / NANOS_PER_MILLI ? Scheduler.NEVER : millis * NANOS_PER_MILLI;
  }

  private static void throwIfInterrupted(Task task) throws InterruptedException {
    if (TaskThreads.clearInterrupted(task.thread())) {
      throw new InterruptedException("sleep interrupted");
    }
  }
}
