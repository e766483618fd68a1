package dev.lasso.workloads.mixed;

/** An operation that comes beside the mix, one time in so many; the names of the parameters are db_stress's. */
public enum RareOperation {
  // @formatter:off
  ACQUIRE_SNAPSHOT("acquire_snapshot_one_in", 8, "snapshots, looked at from then on"),
  FLUSH("flush_one_in", 10, "flushes: of a column family, of all, or only asked for"),
  COMPACT_RANGE("compact_range_one_in", 20, "manual compactions of a key range"),
  COMPACT_FILES("compact_files_one_in", 15, "compactions of tables by name"),
  INGEST("ingest_external_file_one_in", 15, "ingestions of a table"),
  CHECKPOINT("checkpoint_one_in", 60, "checkpoints, each opened and read"),
  PAUSE_BACKGROUND("pause_background_one_in", 40, "pauses of background work"),
  DISABLE_MANUAL_COMPACTION("disable_manual_compaction_one_in", 40, "times when manual compactions are refused"),
  SET_OPTIONS("set_options_one_in", 15, "changes of options while the database is open"),
  SYNC_WAL("sync_wal_one_in", 20, "syncs of the log"),
  GET_LIVE_FILES("get_live_files_one_in", 25, "lists of tables and logs, with idle tables closed"),
  VERIFY_DB("verify_db_one_in", 40, "reads of every key");
  // @formatter:on

  private final String parameter;
  private final int standard;
  private final String what;

  RareOperation(String parameter, int standard, String what) {
    this.parameter = parameter;
    this.standard = standard;
    this.what = what;
  }

  /** The name of the parameter that says how rare it is. */
  public String parameter() {
    return parameter;
  }

  /** In how many operations there is one, unless the parameter says otherwise. */
  public int standard() {
    return standard;
  }

  /** What there is one of. */
  public String what() {
    return what;
  }
}
