package dev.lasso.engine.statistics;

/** A count that only grows, but for {@link #NO_ITERATORS}. The order is that of RocksDB 4.9. */
public enum Ticker {
  /** Data blocks asked for that the cache did not hold. */
  BLOCK_CACHE_MISS("rocksdb.block.cache.miss"),
  /** Data blocks found in the cache. */
  BLOCK_CACHE_HIT("rocksdb.block.cache.hit"),
  /** Data blocks put into the cache. */
  BLOCK_CACHE_ADD("rocksdb.block.cache.add"),
  /** Tables that a filter kept a get from reading. */
  BLOOM_FILTER_USEFUL("rocksdb.bloom.filter.useful"),
  /** Gets that were decided by memtables, deletions among them. */
  MEMTABLE_HIT("rocksdb.memtable.hit"),
  /** Gets that had to ask tables. */
  MEMTABLE_MISS("rocksdb.memtable.miss"),
  /** Gets that found their value in a table of level 0. */
  GET_HIT_L0("rocksdb.l0.hit"),
  /** Gets that found their value in a table of level 1. */
  GET_HIT_L1("rocksdb.l1.hit"),
  /** Gets that found their value in a table of a deeper level. */
  GET_HIT_L2_AND_UP("rocksdb.l2andup.hit"),
  /** Changes in the batches that were written. */
  NUMBER_KEYS_WRITTEN("rocksdb.number.keys.written"),
  /** Gets, whatever they found. */
  NUMBER_KEYS_READ("rocksdb.number.keys.read"),
  /** Bytes of the batches that were written, those of one group in one. */
  BYTES_WRITTEN("rocksdb.bytes.written"),
  /** Bytes of the values that gets answered. */
  BYTES_READ("rocksdb.bytes.read"),
  /** Seeks of iterators that are closed, to a key or to an end. */
  NUMBER_DB_SEEK("rocksdb.number.db.seek"),
  /** Moves of closed iterators to the key behind. */
  NUMBER_DB_NEXT("rocksdb.number.db.next"),
  /** Moves of closed iterators to the key before. */
  NUMBER_DB_PREV("rocksdb.number.db.prev"),
  /** Of the seeks, those that came to a key. */
  NUMBER_DB_SEEK_FOUND("rocksdb.number.db.seek.found"),
  /** Of the moves to the key behind, those that came to one. */
  NUMBER_DB_NEXT_FOUND("rocksdb.number.db.next.found"),
  /** Of the moves to the key before, those that came to one. */
  NUMBER_DB_PREV_FOUND("rocksdb.number.db.prev.found"),
  /** Microseconds that the leaders of write groups slept or waited in the brake. */
  STALL_MICROS("rocksdb.stall.micros"),
  /** Iterators that are open now. */
  NO_ITERATORS("rocksdb.num.iterators"),
  /** Syncs of the logs that succeeded, each of all that it claimed. */
  WAL_FILE_SYNCED("rocksdb.wal.synced"),
  /** Bytes of the records appended to the logs, without their framing. */
  WAL_FILE_BYTES("rocksdb.wal.bytes"),
  /** Writes done by their own thread, which led its group. */
  WRITE_DONE_BY_SELF("rocksdb.write.self"),
  /** Writes done by the leader of their group. */
  WRITE_DONE_BY_OTHER("rocksdb.write.other"),
  /** Writes that went to the log. */
  WRITE_WITH_WAL("rocksdb.write.wal"),
  /** Size of the tables that compactions merged, those left out that were only moved. */
  COMPACT_READ_BYTES("rocksdb.compact.read.bytes"),
  /** Size of the tables that compactions made. */
  COMPACT_WRITE_BYTES("rocksdb.compact.write.bytes"),
  /** Size of the tables that flushes made. */
  FLUSH_WRITE_BYTES("rocksdb.flush.write.bytes");

  private final String label;

  Ticker(String label) {
    this.label = label;
  }

  /** Its name in RocksDB. */
  public String label() {
    return label;
  }
}
