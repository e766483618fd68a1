package dev.lasso.engine;

import dev.lasso.engine.memtable.FlushScheduler;
import dev.lasso.engine.memtable.MemTable;
import dev.lasso.engine.wal.LogWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * When memtables are switched, and how. What is not said to be for any thread is for the one that may write, with the
 * mutex, which is let go of during a switch.
 */
final class MemTableSwitch {
  private final Engine engine;
  private final FlushScheduler<ColumnFamily> full = new FlushScheduler<>();
  private boolean switchRequested;

  MemTableSwitch(Engine engine) {
    this.engine = engine;
  }

  /** Notes a column family whose memtable is full. For the one that writes, without the mutex. */
  void schedule(ColumnFamily family) {
    full.schedule(family);
  }

  boolean isNoneFull() {
    return full.isEmpty();
  }

  /**
   * Asks for the flush of the memtables that wait; if none does or is being flushed, the next write switches one. For
   * any thread, with the mutex.
   */
  void requestFlush() {
    boolean none = true;
    for (ColumnFamily family : engine.families.all()) {
      none &= family.immutable.size() == 0;
      if (family.immutable.waiting() > 0) {
        family.immutable.requestFlush();
        engine.scheduler.schedulePending(family);
      }
    }
    switchRequested |= none;
  }

  /**
   * Looks at what is limited in total. If the logs are too large, every column family with data in the oldest is
   * switched and flushed; else, if the memtables are, the family with the largest active one.
   */
  void keepLimits() throws IOException {
    long oldest = logToFree();
    if (oldest > 0) {
      for (ColumnFamily family : engine.families.all()) {
        if (family.neededLog() <= oldest) {
          switchAndFlush(family);
        }
      }
      engine.logs.markGettingFlushed(oldest);
    } else {
      ColumnFamily largest = familyToSwitch();
      if (largest != null) {
        switchAndFlush(largest);
      }
    }
  }

  /**
   * Switches the memtables that inserts found full. One that a flush or a limit has had switched since is gone, and
   * nothing was written to the one in its place.
   */
  void switchFull() throws IOException {
    for (ColumnFamily next = full.take(); next != null; next = full.take()) {
      boolean switched = next.isDropped() || next.active().isEmpty();
      try {
        if (!switched) {
          switchMemtable(next);
          switched = true;
        }
      } finally {
        if (!switched) {
          full.schedule(next);
        }
      }
    }
  }

  /** The oldest log, if all logs are too large together and nobody frees it yet, or 0. */
  private long logToFree() {
    if (engine.families.all().size() == 1) {
      return 0;
    }
    long limit = engine.limits.logBytes();
    if (limit == 0) {
      limit = (long) (4 * engine.families.all().stream().mapToDouble(ColumnFamily::memoryLimit).sum());
    }
    long total = engine.logs.totalBytes();
    long oldest = total > limit ? engine.logs.oldestToFlush() : 0;
    if (oldest > 0) {
      engine.infoLog.info("Flushing all column families with data in WAL number " + oldest + ". Total log size is "
          + total + " while max_total_wal_size is " + limit);
    }
    return oldest;
  }

  /** The column family with the largest active memtable, if a switch is asked for or memory is too large, or null. */
  private @Nullable ColumnFamily familyToSwitch() {
    long limit = engine.settings.memTableBytes();
    long used = limit == 0 ? 0 : engine.families.memoryBytes();
    boolean tooLarge = limit > 0 && used >= limit;
    if (!tooLarge && !switchRequested) {
      return null;
    }
    ColumnFamily largest = null;
    for (ColumnFamily family : engine.families.all()) {
      boolean larger = largest == null || family.active().memoryBytes() > largest.active().memoryBytes();
      largest = larger && !family.active().isEmpty() ? family : largest;
    }
    if (largest != null && tooLarge) {
      engine.infoLog.info("Flushing column family with largest mem table size. Write buffer is using " + used
          + " bytes out of a total of " + limit + ".");
    }
    return largest;
  }

  private void switchAndFlush(ColumnFamily family) throws IOException {
    if (!family.active().isEmpty()) {
      switchMemtable(family);
    }
    family.immutable.requestFlush();
    engine.scheduler.schedulePending(family);
  }

  /** Seals the active memtable of a column family; the log changes with it unless nothing is in it. */
  void switchMemtable(ColumnFamily family) throws IOException {
    switchRequested = false;
    boolean newLog = !engine.logs.isEmpty();
    long number = newLog ? engine.versions.newFileNumber() : engine.logs.number();
    MemTable sealed = family.active();
    LogWriter log = null;
    MemTable next;
    engine.mutex.unlock();
    try {
      if (newLog) {
        log = engine.logs.create(number);
      }
      next = family.newMemTable();
      engine.infoLog.info("[" + family.name + "] New memtable #" + next.id() + " with log #" + number
          + ", immutable memtables: " + family.immutable.size());
      engine.notifyListeners(listener -> listener.onMemTableSealed(
          new EventListener.MemTableSealed(family.name, sealed.count(), sealed.memoryBytes())));
    } finally {
      engine.mutex.lock();
    }
    if (log != null) {
      engine.logs.push(log);
      engine.families.all().forEach(each -> each.logBegins(number));
    }
    family.seal(next, number);
    engine.installSuperVersionAndScheduleWork(family);
  }
}
