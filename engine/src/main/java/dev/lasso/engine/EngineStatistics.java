package dev.lasso.engine;

import dev.lasso.engine.cache.CacheUsage;
import dev.lasso.engine.statistics.Counters;
import dev.lasso.engine.statistics.Histogram;
import dev.lasso.engine.statistics.Statistics;
import dev.lasso.engine.statistics.Ticker;
import dev.lasso.engine.table.Lookup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * Nothing is counted at a cost that a reader or writer would feel. What a get or an iterator came upon it notes for
 * itself, and hands over where it takes the mutex anyhow, to give its version back. What a write group wrote is the
 * business of its leader, of whom there is one at a time: it replaces one immutable record, so whoever asks sees all of
 * a group or nothing. The block cache counts by itself.
 */
/** What an engine counts. Guarded by its mutex, unless said otherwise. */
final class EngineStatistics {
  private final Engine engine;
  private final Counters counters = new Counters();
  private volatile Written written = new Written(0, 0, 0, 0, 0, 0);

  EngineStatistics(Engine engine) {
    this.engine = engine;
  }

  /** The counts now. Called without the mutex. */
  Statistics now() {
    CacheUsage cache = engine.tables.blocks().usage();
    Counters now;
    engine.mutex.lock();
    try {
      now = counters.copy();
    } finally {
      engine.mutex.unlock();
    }
    written.addTo(now);
    now.add(Ticker.BLOCK_CACHE_MISS, cache.misses()).add(Ticker.BLOCK_CACHE_HIT, cache.hits())
        .add(Ticker.BLOCK_CACHE_ADD, cache.inserts());
    return now.statistics();
  }

  /** Counts a get; null is one that failed before it began. */
  void readEnded(@Nullable Lookup lookup) {
    if (lookup == null) {
      return;
    }
    counters.add(Ticker.NUMBER_KEYS_READ, 1).add(Ticker.BYTES_READ, lookup.answeredBytes())
        .add(Ticker.BLOOM_FILTER_USEFUL, lookup.tablesRuledOut())
        .add(lookup.isInTables() ? Ticker.MEMTABLE_MISS : Ticker.MEMTABLE_HIT, 1);
    if (lookup.isInTables() && lookup.hasValue()) {
      counters.add(switch (lookup.level()) {
        case 0 -> Ticker.GET_HIT_L0;
        case 1 -> Ticker.GET_HIT_L1;
        default -> Ticker.GET_HIT_L2_AND_UP;
      }, 1);
    }
  }

  void iteratorOpened() {
    counters.add(Ticker.NO_ITERATORS, 1);
  }

  void iteratorClosed(Moves moves) {
    counters.add(Ticker.NO_ITERATORS, -1);
    counters.add(Ticker.NUMBER_DB_SEEK, moves.seeks()).add(Ticker.NUMBER_DB_SEEK_FOUND, moves.seeksFound())
        .add(Ticker.NUMBER_DB_NEXT, moves.nexts()).add(Ticker.NUMBER_DB_NEXT_FOUND, moves.nextsFound())
        .add(Ticker.NUMBER_DB_PREV, moves.prevs()).add(Ticker.NUMBER_DB_PREV_FOUND, moves.prevsFound());
  }

  /** Counts what the leader of a group has done; {@code loggedBytes} is all that was ever logged. By the leader. */
  void groupWritten(List<WriteBatch> batches, WriteBatch ofLeader, boolean withLog, long loggedBytes) {
    int keys = 0;
    long bytes = WriteBatch.HEADER;
    for (WriteBatch batch : batches) {
      keys += batch.count();
      bytes += batch.byteSize() - WriteBatch.HEADER;
    }
    int self = batches.get(0) == ofLeader ? 1 : 0;
    Written before = written;
    written = new Written(before.keys + keys, before.bytes + bytes, loggedBytes, before.self + self,
        before.other + batches.size() - self, before.withLog + (withLog ? batches.size() : 0));
  }

  /** Counts what was logged while nobody writes. */
  void loggedBesides(long loggedBytes) {
    Written before = written;
    written = new Written(before.keys, before.bytes, loggedBytes, before.self, before.other, before.withLog);
  }

  /** Counts a stay in the brake. */
  void stalled(long micros) {
    counters.add(Ticker.STALL_MICROS, micros);
    counters.measure(Histogram.WRITE_STALL, micros);
  }

  /** Counts a sync of the logs. */
  void walSynced(long micros) {
    counters.add(Ticker.WAL_FILE_SYNCED, 1);
    counters.measure(Histogram.WAL_FILE_SYNC_MICROS, micros);
  }

  void flushed(long bytes) {
    counters.add(Ticker.FLUSH_WRITE_BYTES, bytes);
  }

  /** Counts a compaction that was not just a move. */
  void compacted(long bytesIn, long bytesOut, long micros) {
    counters.add(Ticker.COMPACT_READ_BYTES, bytesIn).add(Ticker.COMPACT_WRITE_BYTES, bytesOut);
    counters.measure(Histogram.COMPACTION_TIME, micros);
  }

  /** What all write groups wrote so far. */
  private record Written(long keys, long bytes, long loggedBytes, long self, long other, long withLog) {

    void addTo(Counters counters) {
      counters.add(Ticker.NUMBER_KEYS_WRITTEN, keys).add(Ticker.BYTES_WRITTEN, bytes)
          .add(Ticker.WAL_FILE_BYTES, loggedBytes).add(Ticker.WRITE_DONE_BY_SELF, self)
          .add(Ticker.WRITE_DONE_BY_OTHER, other).add(Ticker.WRITE_WITH_WAL, withLog);
    }
  }
}
