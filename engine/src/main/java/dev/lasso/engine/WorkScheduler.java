package dev.lasso.engine;

import dev.lasso.engine.background.ThreadPool;
import dev.lasso.engine.options.BackgroundLimits;
import dev.lasso.engine.options.Quirk;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The bookkeeping of background work: what is due, what is in a pool's queue, what runs. Work is counted three times on
 * its way: unscheduled while it only waits for a slot, scheduled from when it is given to a pool until it is done, and
 * running while a thread has it.
 *
 * <p>How many compactions may be scheduled depends on the brake; a limit of 0 schedules none, ever. Flushes go to the
 * HIGH pool, or, if their own limit is 0, to the LOW pool within the limit on compactions. Guarded by the engine's
 * mutex, without which no thread of a pool looks at its work; so work is counted once the pool has taken it.
 */
final class WorkScheduler {
  private final Engine engine;
  private final ThreadPool high = new ThreadPool("HIGH");
  private final ThreadPool low = new ThreadPool("LOW");
  private final Deque<ColumnFamily> flushQueue = new ArrayDeque<>();
  private final Deque<ColumnFamily> compactionQueue = new ArrayDeque<>();
  private boolean opened;
  private int unscheduledFlushes;
  private int unscheduledCompactions;
  private int bgFlushScheduled;
  private int bgCompactionScheduled;
  private int runningFlushes;
  private int runningCompactions;
  private int pauses;

  WorkScheduler(Engine engine) {
    this.engine = engine;
    ensureThreads();
  }

  /** Lets work be scheduled from now on. */
  void opened() {
    opened = true;
    maybeScheduleFlushOrCompaction();
  }

  /** Uses changed limits; no thread ends because of them. */
  void limitsChanged() {
    ensureThreads();
    maybeScheduleFlushOrCompaction();
  }

  /** Notes what a column family needs, and schedules what may be. */
  void schedulePending(ColumnFamily family) {
    schedulePendingFlush(family);
    schedulePendingCompaction(family);
    maybeScheduleFlushOrCompaction();
  }

  /** Schedules what may be. If there is no thread at all for it, that is a background error: nothing would be done. */
  void maybeScheduleFlushOrCompaction() {
    if (!opened || engine.isShuttingDown() || isPaused()) {
      return;
    }
    try {
      scheduleWithinLimits();
    } catch (OutOfMemoryError e) {
      engine.backgroundError.keep(e);
    }
  }

  private void scheduleWithinLimits() {
    int maxFlushes = engine.limits.background().maxFlushes();
    while (unscheduledFlushes > 0 && bgFlushScheduled < maxFlushes) {
      scheduleFlush(high);
    }
    int allowed = bgCompactionsAllowed();
    if (maxFlushes == 0) {
      // Who ends the background work waits for its flushes, so one may always run then.
      int flushesAllowed = isEnding() ? Math.max(1, allowed) : allowed;
      while (unscheduledFlushes > 0 && bgFlushScheduled + bgCompactionScheduled < flushesAllowed) {
        scheduleFlush(low);
      }
    }
    if (engine.manualCompactions.hasExclusive()) {
      return;
    }
    while (bgCompactionScheduled < allowed && unscheduledCompactions > 0) {
      scheduleCompaction(engine.compactions::backgroundCallCompaction);
      unscheduledCompactions--;
    }
  }

  /** Gives a compaction call to the low pool at once, whatever the limits: how manual compactions run. */
  void scheduleCompaction(Runnable call) {
    low.schedule(call, this::compactionTakenBack);
    bgCompactionScheduled++;
  }

  /** Takes back a call that {@link #scheduleCompaction} gave to the low pool; false if it has begun. */
  boolean unscheduleCompaction(Runnable call) {
    boolean taken = low.unschedule(call);
    bgCompactionScheduled -= taken ? 1 : 0;
    return taken;
  }

  /** Counts a compaction that a caller's thread is about to do as one that is scheduled. */
  void foregroundCompactionBegins() {
    bgCompactionScheduled++;
  }

  void foregroundCompactionEnds() {
    bgCompactionScheduled--;
  }

  /** Schedules nothing from now on, and waits for what is scheduled. */
  void pause() {
    pauses++;
    while (!isIdle() && !engine.isShuttingDown()) {
      engine.bgCv.awaitUninterruptibly();
    }
  }

  /** Ends one pause; with the last, work goes on. */
  void unpause() {
    if (pauses == 0) {
      throw new EngineException("background work is not paused");
    }
    pauses--;
    maybeScheduleFlushOrCompaction();
    engine.bgCv.signalAll();
  }

  /** Whether no work may begin. A close or cancellation needs its flushes, so it ends every pause. */
  boolean isPaused() {
    return pauses > 0 && !isEnding();
  }

  private boolean isEnding() {
    return engine.isClosing() || engine.isCancelling();
  }

  /** The column family whose flush is due, or null if there is none any more. */
  @Nullable
  ColumnFamily takeFlush() {
    for (ColumnFamily family = flushQueue.pollFirst(); family != null; family = flushQueue.pollFirst()) {
      family.pendingFlush = false;
      if (!family.isDropped() && family.immutable.isFlushPending()) {
        return family;
      }
    }
    return null;
  }

  /** The column family whose compaction is due, or null if there is none any more. */
  @Nullable
  ColumnFamily takeCompaction() {
    ColumnFamily family = compactionQueue.pollFirst();
    if (family != null) {
      family.pendingCompaction = false;
    }
    return family == null || family.isDropped() ? null : family;
  }

  void schedulePendingCompaction(ColumnFamily family) {
    if (!family.pendingCompaction && family.needsCompaction()) {
      family.pendingCompaction = true;
      compactionQueue.addLast(family);
      unscheduledCompactions++;
    }
  }

  void flushBegins() {
    runningFlushes++;
  }

  void flushEnds() {
    runningFlushes--;
    bgFlushScheduled--;
  }

  void compactionBegins() {
    runningCompactions++;
  }

  void compactionEnds() {
    runningCompactions--;
    bgCompactionScheduled--;
  }

  int compactionsScheduled() {
    return bgCompactionScheduled;
  }

  /** Takes back what has not begun. Called without the mutex. */
  void unschedule() {
    low.unschedule();
    high.unschedule();
  }

  private void compactionTakenBack() {
    engine.mutex.lock();
    bgCompactionScheduled--;
    engine.mutex.unlock();
  }

  private void flushTakenBack() {
    engine.mutex.lock();
    bgFlushScheduled--;
    engine.mutex.unlock();
  }

  boolean isIdle() {
    return bgCompactionScheduled == 0 && bgFlushScheduled == 0;
  }

  /** Ends the threads. Called without the mutex. */
  void closePools() {
    low.close();
    high.close();
  }

  private void ensureThreads() {
    low.ensureThreads(engine.limits.background().lowThreads());
    high.ensureThreads(engine.limits.background().highThreads());
  }

  private int bgCompactionsAllowed() {
    BackgroundLimits limits = engine.limits.background();
    return engine.controller.needsSpeedupCompaction() ? limits.maxCompactions() : limits.baseCompactions();
  }

  private void schedulePendingFlush(ColumnFamily family) {
    if (!family.pendingFlush && !family.isDropped() && family.immutable.isFlushPending()) {
      family.pendingFlush = true;
      flushQueue.addLast(family);
      unscheduledFlushes++;
    }
  }

  private void scheduleFlush(ThreadPool pool) {
    boolean asCompaction = pool == low && engine.settings.has(Quirk.LOW_POOL_HOLDS_COMPACTIONS_ONLY);
    pool.schedule(engine.flushes::backgroundCallFlush,
        asCompaction ? this::compactionTakenBack : this::flushTakenBack);
    unscheduledFlushes--;
    bgFlushScheduled++;
  }

  String describe() {
    return "unscheduled_flushes=" + unscheduledFlushes + " unscheduled_compactions=" + unscheduledCompactions
        + " bg_flush_scheduled=" + bgFlushScheduled + " bg_compaction_scheduled=" + bgCompactionScheduled
        + "\nnum_running_flushes=" + runningFlushes + " num_running_compactions=" + runningCompactions
        + " flush_queue=" + flushQueue.size() + " compaction_queue=" + compactionQueue.size() + "\n" + high.describe()
        + "\n" + low.describe();
  }
}
