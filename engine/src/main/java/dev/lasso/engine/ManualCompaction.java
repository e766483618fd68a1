package dev.lasso.engine;

import dev.lasso.engine.compaction.Compaction;
import dev.lasso.engine.compaction.CompactionCancelledException;
import dev.lasso.engine.compaction.RangePick;
import dev.lasso.engine.options.Quirk;
import dev.lasso.engine.version.Version;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/*
 * The caller's thread chooses the tables and marks them, gives the work to the low pool, whatever the limits, and
 * waits; a large level goes in several such steps. Where it cannot choose because another compaction is at the tables,
 * it waits for that one.
 *
 * It waits for the end of whoever is in its way, not for a background error: after one, a call in the pool still comes,
 * finds the error, gives the tables back and ends the compaction with it. If the tables were not given back, the next
 * manual compaction would wait for them for good (RocksDB b8f68bac38).
 *
 * When manual compactions are disabled, one in the pool's queue is taken out, one that runs stops at its next entry,
 * and one that waits for its turn ends where it stands. If the last were to go on to the pool because those before it
 * are gone, it would wait there for as long as the pool is busy, and whoever disables with it (RocksDB issue 12578).
 */
/** The manual compaction of a key range of one level into the next. Guarded by the engine's mutex. */
final class ManualCompaction {
  private final Engine engine;
  private final ColumnFamily family;
  private final int level;
  private final boolean exclusive;
  private final byte @Nullable [] to;
  private final Runnable call = () -> callIt();
  private byte @Nullable [] from;
  private State state = State.WAITING;
  private @Nullable Compaction picked;
  private byte @Nullable [] rest;
  private volatile boolean cancelled;
  private @Nullable Throwable failure;

  ManualCompaction(Engine engine, ColumnFamily family, int level, CompactionRange range) {
    this.engine = engine;
    this.family = family;
    this.level = level;
    this.exclusive = range.exclusive();
    this.from = range.first();
    this.to = range.last();
  }

  ColumnFamily family() {
    return family;
  }

  boolean isExclusive() {
    return exclusive;
  }

  boolean isWaiting() {
    return state == State.WAITING;
  }

  /** Asks it to end early. */
  void cancel() {
    cancelled = true;
  }

  /** Compacts. With the mutex, which is let go of meanwhile. */
  void run() throws IOException {
    boolean ended = false;
    try {
      while (exclusive && !cancelled && engine.scheduler.compactionsScheduled() > 0) {
        engine.awaitChange();
      }
      throwIfCancelled();
      while (state != State.DONE) {
        step();
      }
      ended = true;
    } finally {
      if (!ended) {
        giveUp();
      }
    }
    engine.families.checkLive(family);
    if (failure instanceof CompactionCancelledException) {
      throwIfCancelled();
    }
    if (failure != null) {
      throw new IOException("the manual compaction failed: " + failure.getMessage(), failure);
    }
  }

  /** A pool thread's turn at it. */
  CompactionWork.Outcome compact(BackgroundCall background) {
    Compaction compaction = picked;
    if (compaction == null) {
      throw new IllegalStateException("a manual compaction was scheduled with nothing to do");
    }
    CompactionRun run = new CompactionRun(engine, family, compaction, background, () -> cancelled);
    state = State.RUNNING;
    picked = null;
    Throwable cause = run.run();
    family.versions.release(compaction.input());
    end(cause);
    return new CompactionWork.Outcome(true, cancelled || family.isDropped() ? null : cause);
  }

  /** A pool thread's turn that must not be taken. */
  CompactionWork.Outcome refuse(Throwable cause) {
    if (!engine.settings.has(Quirk.FAILED_COMPACTION_STAYS_REGISTERED)) {
      release();
    }
    end(cause);
    return new CompactionWork.Outcome(false, cause);
  }

  private void step() {
    if (state != State.WAITING) {
      engine.awaitChange();
      if (cancelled && state == State.SCHEDULED && takeBack()) {
        throwIfCancelled();
      }
      return;
    }
    if (!engine.settings.has(Quirk.DISABLED_MANUAL_COMPACTION_SCHEDULES)) {
      throwIfCancelled();
    }
    if (engine.manualCompactions.mustWait(this) || !pick()) {
      engine.awaitChange();
    } else if (picked == null) {
      state = State.DONE;
    } else {
      engine.scheduler.scheduleCompaction(call);
      state = State.SCHEDULED;
    }
  }

  /** Chooses the next tables, or finds that there are none left; false if another compaction is in the way. */
  private boolean pick() {
    Version version = family.versions.current();
    int output = level == 0 ? version.baseLevel() : level + 1;
    RangePick pick = family.picker.pickRange(version, level, output, from, to);
    picked = pick.compaction();
    if (picked != null) {
      // Others may change the version before a pool thread comes to it.
      family.versions.reference(version);
    }
    rest = pick.rest();
    return !pick.conflict();
  }

  private void end(@Nullable Throwable cause) {
    failure = cause;
    from = rest;
    state = cause != null || rest == null ? State.DONE : State.WAITING;
  }

  private void throwIfCancelled() {
    if (cancelled) {
      throw new EngineException("manual compactions are disabled");
    }
  }

  private void callIt() {
    engine.compactions.manualCallCompaction(this);
  }

  private void giveUp() {
    if (state != State.SCHEDULED || takeBack()) {
      release();
    }
  }

  /** Takes it out of the pool's queue; false if a thread has it. */
  private boolean takeBack() {
    boolean taken = engine.scheduler.unscheduleCompaction(call);
    if (taken) {
      state = State.WAITING;
    }
    return taken;
  }

  private void release() {
    Compaction compaction = picked;
    picked = null;
    if (compaction != null) {
      family.picker.release(compaction, family.versions.current());
      family.versions.release(compaction.input());
    }
  }

  private enum State { WAITING, SCHEDULED, RUNNING, DONE }
}
