package dev.lasso.engine.options;

/** What open does about a write-ahead log that is damaged. */
public enum RecoveryMode {
  /** A record cut short at the end of a log is what a crash leaves; any other damage fails the open. */
  TOLERATE_TAIL("kTolerateCorruptedTailRecords"),
  /** Any damage fails the open. */
  ABSOLUTE("kAbsoluteConsistency"),
  /** The state before the first damage is recovered, and all later logs are ignored. */
  POINT_IN_TIME("kPointInTimeRecovery"),
  /** Damaged records are left out. */
  SKIP_ANY("kSkipAnyCorruptedRecords");

  private final String word;

  RecoveryMode(String word) {
    this.word = word;
  }

  /** The mode that an OPTIONS file calls {@code word}. */
  public static RecoveryMode named(String word) {
    for (RecoveryMode mode : values()) {
      if (mode.word.equals(word)) {
        return mode;
      }
    }
    throw new OptionsException("unknown wal_recovery_mode '" + word + "'");
  }
}
