package dev.lasso.engine.options;

/** A historical defect that can be put back, by name. */
public enum Quirk {
  /**
   * Accept max_background_compactions=0, as RocksDB did until 5.6 (issue 1297): nothing ever compacts, and writes stop
   * for good.
   */
  ZERO_BACKGROUND_COMPACTIONS("zero-background-compactions",
      "open accepts max_background_compactions=0, and nothing ever compacts (RocksDB issue 1297)"),
  /**
   * Flush asynchronous operations on close whether or not a worker was ever started, as WiredTiger did until 2.8: when
   * open fails as it starts the workers, its close waits for them for good.
   */
  ASYNC_FLUSH_AFTER_FAILED_START("async-flush-after-failed-start",
      "close flushes asynchronous operations although no worker was started (WiredTiger WT-2353)"),
  /**
   * Count the configured workers at a flush, not those that were started, as WiredTiger did since WT-2353 (2.9): only a
   * start that fails with the first worker is survived, one that fails later is not.
   */
  ASYNC_FLUSH_COUNTS_CONFIGURED("async-flush-counts-configured",
      "an asynchronous flush waits for all workers that are configured, not for those that run (WT-2353 as mended)"),
  /**
   * Announce a waiter before it holds the lock, as WiredTiger did until 2.9.1 (WT-3097), and wait without the time
   * limit that hid what comes of it: a signal in between is lost.
   */
  CONDITION_WAIT_WITHOUT_TIMEOUT("condition-wait-without-timeout",
      "a waiter is counted before it holds the lock, and no timeout saves it from a lost wake-up (WT-3097)"),
  /**
   * Count what close takes out of the low pool as compactions, as RocksDB did until 6.20 (pull request 8125): a flush
   * that was queued there is waited for, and never runs.
   */
  LOW_POOL_HOLDS_COMPACTIONS_ONLY("low-pool-holds-compactions-only",
      "close takes a flush out of the low pool, counts it as a compaction, and waits for it (RocksDB pull request 8125)"),
  /**
   * Let a stopped writer look at nothing but the brake and the background error, as LevelDB does in MakeRoomForWrite
   * (eleveldb issue 108) and RocksDB 4.9 in DelayWrite: close waits for the writer, which waits for work that close has
   * ended.
   */
  STOPPED_WRITER_IGNORES_CLOSE("stopped-writer-ignores-close",
      "a stopped writer does not notice a close, which waits for it (LevelDB, eleveldb issue 108)"),
  /**
   * Claim the logs for the sync of an empty batch and never give them back, as RocksDB did until 5bcf952a87: nothing
   * is written, so nothing is synced, and the next sync waits for the end of that one.
   */
  EMPTY_SYNC_NEVER_ENDS("empty-sync-never-ends",
      "a synced write of an empty batch leaves the logs claimed, and the next sync waits (RocksDB 5bcf952a87)"),
  /**
   * Leave writes that no log holds to close although background work is cancelled, as RocksDB did until 406a5682eb:
   * close asks for a flush, and waits for it without looking at the cancellation that keeps it from running.
   */
  CLOSE_AWAITS_CANCELLED_FLUSH("close-awaits-cancelled-flush",
      "close waits for a flush that the cancellation of background work has ruled out (RocksDB 406a5682eb)"),
  /**
   * Let a change of options take its turn behind the writers before it has any effect, as RocksDB did until
   * 6ea41f8527: the writer that leads is stopped for want of this very change.
   */
  SET_OPTIONS_BEHIND_WRITERS("set-options-behind-writers",
      "a change of options waits for the stopped writer that it would release (RocksDB 6ea41f8527)"),
  /**
   * Let a request that was granted by another thread leave without a word to the next, as RocksDB did until 8.7.3
   * (issue 11742): all that are left trust in a timed wait that is over.
   */
  RATE_LIMITER_LEADER_LEAVES("rate-limiter-leader-leaves",
      "the thread that waits for the next refill leaves, and all others wait for it (RocksDB issue 11742)"),
  /**
   * Wait before a checkpoint's flush until it would not slow writes down, also while no work is under way that could
   * bring that about, as RocksDB did (pull request 7921): too few memtables wait for a flush to begin by itself.
   */
  CHECKPOINT_AWAITS_NO_FLUSH("checkpoint-awaits-no-flush",
      "a checkpoint waits for memtables that are too few for a flush to begin (RocksDB pull request 7921)"),
  /**
   * Tell listeners of a compaction before its tables are released, as RocksDB did until 4.9 (c70a9335): a thread that
   * looks for work meanwhile finds level 0 taken and drops the column family from the queue, and nobody puts it back.
   */
  LISTENER_BEFORE_RELEASE("listener-before-release",
      "a compaction tells listeners before it releases its tables, and work that is due is forgotten (RocksDB c70a9335)"),
  /**
   * Count the compaction of named files as scheduled before it is known that it may begin, as RocksDB did until
   * 464fb36de9: one that is refused because of another compaction of level 0 is never counted down.
   */
  COMPACT_FILES_KEEPS_SLOT("compact-files-keeps-slot",
      "compactFiles that is refused stays counted as scheduled, and close waits for it (RocksDB 464fb36de9)"),
  /**
   * Leave the tables of a manual compaction marked when a background error keeps it from running, as RocksDB did until
   * 5.18 (b8f68bac38): the next manual compaction of them waits for good.
   */
  FAILED_COMPACTION_STAYS_REGISTERED("failed-compaction-stays-registered",
      "a manual compaction that a background error stops keeps its tables, and the next waits (RocksDB b8f68bac38)"),
  /**
   * Let a manual compaction that waited for its turn go to the pool although manual compactions were disabled
   * meanwhile, as RocksDB did until 9.3 (issue 12578): it waits behind whatever keeps the pool busy.
   */
  DISABLED_MANUAL_COMPACTION_SCHEDULES("disabled-manual-compaction-schedules",
      "a manual compaction that waits is scheduled although it is disabled, and waits on (RocksDB issue 12578)"),
  /**
   * Wake nobody after a search for obsolete files that found none, as RocksDB did until 10.9 (pull request 14069): who
   * waited for it, to list the logs, waits on.
   */
  NO_SIGNAL_WITHOUT_OBSOLETE_FILES("no-signal-without-obsolete-files",
      "a search for obsolete files that finds none wakes nobody who waited for it (RocksDB pull request 14069)"),
  /**
   * Count an ingestion as running before it may write, as RocksDB did until 5.0.1 (9bd191d2f4): it waits behind a
   * stopped writer, the writer for a compaction, and the compaction for the ingestion.
   */
  INGESTION_COUNTS_TOO_EARLY("ingestion-counts-too-early",
      "an ingestion holds compactions up while it waits behind a stopped writer (RocksDB 9bd191d2f4)"),
  /**
   * Write the statistics of a compaction into the database before it is installed, as Badger did until 2.0 (issues 1032
   * and 1070): the write is stopped for level 0, which only this compaction can relieve.
   */
  COMPACTION_WRITES_STATISTICS("compaction-writes-statistics",
      "a compaction writes its statistics before it is installed, and waits for itself (Badger issue 1032)"),
  /**
   * Try the sync of a log again when it has failed, and take it for done if it then succeeds, as PostgreSQL did until
   * 2018: the operating system has dropped what it could not write, and the second sync has nothing left to do.
   */
  FAILED_SYNC_IS_TRIED_AGAIN("failed-sync-is-tried-again",
      "a sync of a log that has failed is tried again, and taken for done (PostgreSQL, fsyncgate, 2018)"),
  /**
   * Ignore what the sync of a directory says that has got a new table, as RocksDB 4.9 does: the manifest names the table,
   * and a loss of power takes the name away.
   */
  DIRECTORY_SYNCS_ARE_IGNORED("directory-syncs-are-ignored",
      "a table counts as kept although the sync of its directory has failed (RocksDB 4.9)");

  private final String label;
  private final String description;

  Quirk(String label, String description) {
    this.label = label;
    this.description = description;
  }

  /** The name on a command line. */
  public String label() {
    return label;
  }

  /** What goes wrong, in one line, and where it did. */
  public String description() {
    return description;
  }

  /**
   * The quirk of that name.
   *
   * @throws OptionsException if there is none
   */
  public static Quirk named(String label) {
    for (Quirk quirk : values()) {
      if (quirk.label.equals(label)) {
        return quirk;
      }
    }
    throw new OptionsException("unknown quirk '" + label + "'");
  }
}
