package dev.lasso.engine.write;

import dev.lasso.engine.log.InfoLog;
import dev.lasso.engine.options.StallLimits;
import org.jspecify.annotations.Nullable;

/*
 * When writers outrun flushes and compactions, memory or read cost would grow without bound; so they are slowed, and in
 * the end stopped. Three quantities count: memtables that wait for their flush (memory), level-0 tables (each of which
 * a read has to look into) and the bytes that compactions still owe (space, and the cost to come).
 *
 * They are looked at whenever a super-version is installed, that is after every memtable switch, flush and compaction,
 * and only then; the first row that holds decides. A stop is lifted only by a later look, so it stands or falls with
 * the background work that causes one.
 *
 * The rate. A first delay uses the controller's rate as the last one left it. While the delay lasts, each look compares
 * the debt with the one before: not smaller, and the rate is divided by 1.2; smaller, and it is multiplied by 1.2,
 * never above the user's rate, never below 1024, always cut to an integer. So three looks at sixteen level-0 files give
 * 2097152, 1747626 and 1456355 bytes a second. With automatic compactions off there is nothing to pace, and the user's
 * rate holds.
 *
 * A text ends in a blank where 4.9's does. Guarded by the engine's mutex.
 *
 * Source: RocksDB 4.9, ColumnFamilyData::RecalculateWriteStallConditions.
 */
/** The foot on the brake: decides from memtables, level-0 tables and compaction debt what writers have to suffer. */
public final class StallConditions {
  private static final double RATIO = 1.2;
  private static final long LEAST_RATE = 1024;

  private final String family;
  private StallLimits limits;
  private final WriteController controller;
  private final InfoLog log;
  private WriteController.@Nullable Token token;
  private long lastDebt;

  public StallConditions(String family, StallLimits limits, WriteController controller, InfoLog log) {
    this.family = family;
    this.limits = limits;
    this.controller = controller;
    this.log = log;
  }

  /** Changes what the next look compares with. */
  public void limits(StallLimits changed) {
    limits = changed;
  }

  /** Whether writes are slowed or stopped in such a state. {@code debt} is in bytes. */
  public boolean stallsAt(int immutable, int level0, long debt) {
    StallDecision decision = decide(limits, immutable, level0, debt);
    return decision instanceof StallDecision.Stop || decision instanceof StallDecision.Delay;
  }

  /** Looks at the tree again and replaces the token. {@code debt} is in bytes. */
  public void recalculate(int immutable, int level0, long debt) {
    WriteController.Token old = token;
    token = switch (decide(limits, immutable, level0, debt)) {
      case StallDecision.Stop(String text) -> {
        WriteController.Token stop = controller.stop();
        warn(text);
        yield stop;
      }
      case StallDecision.Delay(String text) -> {
        WriteController.Token delay = controller.delay(rate(debt));
        warn(text + " rate " + controller.delayedWriteRate());
        yield delay;
      }
      case StallDecision.Pressure(String text) -> {
        WriteController.Token pressure = controller.compactionPressure();
        warn(text);
        yield pressure;
      }
      case StallDecision.Released() -> null;
    };
    if (old != null) {
      old.release();
    }
    lastDebt = debt;
  }

  /** Gives the token back for good: a dropped column family holds nobody up. */
  public void release() {
    WriteController.Token old = token;
    token = null;
    if (old != null) {
      old.release();
    }
  }

  /** The first row that holds. */
  static StallDecision decide(StallLimits limits, int immutable, int level0, long debt) {
    String waiting = "we have " + immutable + " immutable memtables (waiting for flush), max_write_buffer_number is set"
        + " to " + limits.maxWriteBufferNumber();
    String files = "we have " + level0 + " level-0 files";
    String owed = "of estimated pending compaction bytes " + debt;
    if (immutable >= limits.maxWriteBufferNumber()) {
      return new StallDecision.Stop("Stopping writes because " + waiting);
    }
    if (level0 >= limits.stopTrigger()) {
      return new StallDecision.Stop("Stopping writes because " + files);
    }
    if (limits.hardBytes() > 0 && debt >= limits.hardBytes()) {
      return new StallDecision.Stop("Stopping writes because " + owed);
    }
    if (limits.maxWriteBufferNumber() > 3 && immutable >= limits.maxWriteBufferNumber() - 1) {
      return new StallDecision.Delay("Stalling writes because " + waiting);
    }
    if (limits.slowdownTrigger() >= 0 && level0 >= limits.slowdownTrigger()) {
      return new StallDecision.Delay("Stalling writes because " + files);
    }
    if (limits.softBytes() > 0 && debt >= limits.softBytes()) {
      return new StallDecision.Delay("Stalling writes because " + owed);
    }
    if (level0 >= speedupTrigger(limits)) {
      return new StallDecision.Pressure("Increasing compaction threads because " + files + " ");
    }
    if (limits.softBytes() > 0 && debt >= limits.softBytes() / 4) {
      return new StallDecision.Pressure("Increasing compaction threads because " + owed);
    }
    return new StallDecision.Released();
  }

  /** Twice the trigger, or a quarter of the way from there to the slowdown, whichever comes first. */
  private static long speedupTrigger(StallLimits limits) {
    long trigger = limits.compactionTrigger();
    return Math.min(2 * trigger, trigger + (limits.slowdownTrigger() - trigger) / 4);
  }

  private long rate(long debt) {
    long userRate = limits.delayedWriteRate();
    if (limits.autoCompactionsDisabled()) {
      return userRate;
    }
    long rate = controller.delayedWriteRate();
    if (controller.needsDelay() && userRate > LEAST_RATE) {
      if (lastDebt > 0 && lastDebt <= debt) {
        return Math.max(LEAST_RATE, (long) (rate / RATIO));
      }
      if (lastDebt > debt) {
        return Math.min(userRate, (long) (rate * RATIO));
      }
    }
    return rate;
  }

  private void warn(String text) {
    log.warn("[" + family + "] " + text);
  }
}
