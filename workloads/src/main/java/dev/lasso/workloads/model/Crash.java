package dev.lasso.workloads.model;

/**
 * What happened to a database before it was opened again, as far as it matters to what it may hold.
 *
 * @param loss the writes that may be lost
 * @param refusable whether the open may fail, or a key be unreadable, with a report of corruption: something was
 *        damaged, or the recovery mode takes the torn end of a log for damage
 */
public record Crash(Loss loss, boolean refusable) {

  /** The process was killed, and the operating system lives on. */
  public static final Crash KILL = new Crash(Loss.NOTHING, false);

  /** The machine lost its power. */
  public static final Crash POWER_LOSS = new Crash(Loss.UNSYNCED, false);

  /** Acknowledged writes that may be lost. Those kept out of the log may be in any case, until they are flushed. */
  public enum Loss {
    /** None that the log has. */
    NOTHING,
    /** The last ones, up to the last that is synced or flushed. */
    UNSYNCED,
    /**
     * The last ones, however many, also of those that an earlier recovery has shown: all of a disk went back to an
     * earlier moment, or a damaged log was recovered up to the damage.
     */
    SYNCED,
    /**
     * Any, of each family by itself: single files went back to an earlier moment, or kSkipAnyCorruptedRecords passed
     * over damage.
     */
    ANY
  }
}
