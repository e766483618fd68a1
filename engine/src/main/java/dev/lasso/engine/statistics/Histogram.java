package dev.lasso.engine.statistics;

/** A measure whose distribution is kept. The order is that of RocksDB 4.9. */
public enum Histogram {
  /** Microseconds from the choice of a compaction's tables to the end of its merge. */
  COMPACTION_TIME("rocksdb.compaction.times.micros"),
  /** Microseconds of a sync of the logs. */
  WAL_FILE_SYNC_MICROS("rocksdb.wal.file.sync.micros"),
  /** Microseconds that the leader of a write group was in the brake, if it slept or waited there. */
  WRITE_STALL("rocksdb.db.write.stall");

  private final String label;

  Histogram(String label) {
    this.label = label;
  }

  /** Its name in RocksDB. */
  public String label() {
    return label;
  }
}
