package dev.lasso.sim.sync;

import dev.lasso.sim.sched.Scheduler;
import dev.lasso.sim.sched.Task;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How often each wait set and each {@code java.util.concurrent} condition was waited on and woken: what a dump tells
 * of a condition, as {@code __total_seq} and {@code __wakeup_seq} of a pthread condition do.
 */
public final class WaitCounts {

  private final Scheduler scheduler;
  private final IdentityHashMap<Object, Count> counts = new IdentityHashMap<>();

  /** The counts of the runs of {@code scheduler}. */
  public WaitCounts(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** The history of one condition. */
  public static final class Count {

    private long awaited;
    private long signalled;
    private @Nullable Task lastWaker;
    private long lastWoken;

    private Count() {}

    /** How many waits have begun. */
    public long awaited() {
      return awaited;
    }

    /** How many waiters were woken by a signal or notify. */
    public long signalled() {
      return signalled;
    }

    /** Who woke one last, or null. */
    public @Nullable Task lastWaker() {
      return lastWaker;
    }

    /** The virtual time of that. */
    public long lastWoken() {
      return lastWoken;
    }
  }

  /** A run begins. */
  public void begin() {
    counts.clear();
  }

  void awaited(Object condition) {
    of(condition).awaited++;
  }

  void signalled(Object condition) {
    Count count = of(condition);
    count.signalled++;
    count.lastWaker = scheduler.current();
    count.lastWoken = scheduler.now();
  }

  /** The history of a condition; empty if it was never waited on. */
  public Count of(Object condition) {
    Count count = counts.get(condition);
    if (count == null) {
      count = new Count();
      counts.put(condition, count);
    }
    return count;
  }
}
