package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.server.Patience;
import dev.lasso.engine.statistics.Histogram;
import dev.lasso.engine.statistics.Statistics;
import dev.lasso.engine.statistics.Ticker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class StatisticsTest {
  private static final Options CREATE = Options.defaults().with("create_if_missing", "true");
  private static final Options UNCOMPACTED = CREATE.with("disable_auto_compactions", "true")
      .with("level0_slowdown_writes_trigger", 100).with("level0_stop_writes_trigger", 100);
  private static final int BATCH_HEADER = 12;
  /** Kind, length of the key, key, length of the value, value. */
  private static final int PUT = 1 + 1 + 1 + 1 + 1;

  @TempDir private Path directory;

  @Test
  void anEngineBeginsWithEveryCountAtZero() throws IOException {
    try (Engine engine = Engine.open(directory, CREATE, new Extensions())) {
      Statistics none = engine.statistics();
      none.tickers().forEach((ticker, count) -> assertEquals(0, count, ticker::label));
      none.histograms().forEach((histogram, values) -> assertEquals(0, values.count(), histogram::label));
    }
  }

  @Test
  void writesAreCountedByChangesBytesAndLog() throws IOException {
    try (Engine engine = Engine.open(directory, CREATE, new Extensions())) {
      engine.write(new WriteBatch().put(bytes("a"), bytes("1")).put(bytes("b"), bytes("2")).delete(bytes("c")));
      engine.write(new WriteOptions(false, true), new WriteBatch().put(bytes("d"), bytes("4")));
      Statistics counts = engine.statistics();
      assertEquals(4, counts.get(Ticker.NUMBER_KEYS_WRITTEN));
      int logged = BATCH_HEADER + 2 * PUT + 3;
      assertEquals(logged + BATCH_HEADER + PUT, counts.get(Ticker.BYTES_WRITTEN));
      assertEquals(logged, counts.get(Ticker.WAL_FILE_BYTES));
      assertEquals(1, counts.get(Ticker.WRITE_WITH_WAL));
      assertEquals(2, counts.get(Ticker.WRITE_DONE_BY_SELF));
      assertEquals(0, counts.get(Ticker.WRITE_DONE_BY_OTHER));
      assertEquals(0, counts.get(Ticker.WAL_FILE_SYNCED));
    }
  }

  @Test
  void everyWriteIsDoneByItsThreadOrByAnother() throws IOException, InterruptedException {
    int threads = 4;
    long writes = 500;
    try (Engine engine = Engine.open(directory, CREATE, new Extensions())) {
      List<Thread> writers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        String key = "key" + i;
        Thread writer = new Thread(() -> {
          for (int k = 0; k < writes; k++) {
            engine.put(bytes(key + k), bytes("1"));
          }
        });
        writer.start();
        writers.add(writer);
      }
      for (Thread writer : writers) {
        writer.join();
      }
      Statistics counts = engine.statistics();
      assertEquals(threads * writes, counts.get(Ticker.NUMBER_KEYS_WRITTEN));
      assertEquals(threads * writes,
          counts.get(Ticker.WRITE_DONE_BY_SELF) + counts.get(Ticker.WRITE_DONE_BY_OTHER));
    }
  }

  @Test
  void theWriteOfAFollowerIsDoneByAnother() throws IOException, InterruptedException {
    try (Engine engine = Engine.open(directory, CREATE, new Extensions())) {
      Thread leader = new Thread(() -> engine.put(bytes("a"), bytes("1")));
      Thread follower = new Thread(() -> engine.put(bytes("b"), bytes("2")));
      engine.mutex.lock();
      try {
        leader.start();
        Patience.until(() -> engine.mutex.hasQueuedThread(leader), engine::describe);
        follower.start();
        Patience.until(() -> follower.getState() == Thread.State.WAITING, engine::describe);
      } finally {
        engine.mutex.unlock();
      }
      leader.join();
      follower.join();
      Statistics counts = engine.statistics();
      assertEquals(1, counts.get(Ticker.WRITE_DONE_BY_SELF));
      assertEquals(1, counts.get(Ticker.WRITE_DONE_BY_OTHER));
      assertEquals(BATCH_HEADER + 2 * PUT, counts.get(Ticker.BYTES_WRITTEN));
    }
  }

  @Test
  void eachSyncIsCountedAndTimed() throws IOException {
    try (Engine engine = Engine.open(directory, CREATE, new Extensions())) {
      engine.write(new WriteOptions(true, false), new WriteBatch().put(bytes("a"), bytes("1")));
      engine.syncWal();
      assertEquals(2, engine.statistics().get(Ticker.WAL_FILE_SYNCED));
      assertEquals(2, engine.statistics().get(Histogram.WAL_FILE_SYNC_MICROS).count());
    }
  }

  @Test
  void aGetIsCountedWhereItFindsItsValue() throws IOException {
    try (Engine engine = Engine.open(directory, UNCOMPACTED, new Extensions())) {
      engine.put(bytes("deep"), bytes("one"));
      engine.flush();
      engine.manualCompaction();
      engine.put(bytes("flushed"), bytes("two"));
      engine.put(bytes("deleted"), bytes("three"));
      engine.delete(bytes("deleted"));
      engine.flush();
      engine.put(bytes("fresh"), bytes("four"));
      for (String key : List.of("deep", "flushed", "deleted", "fresh", "absent")) {
        engine.get(bytes(key));
      }
      Statistics counts = engine.statistics();
      assertEquals(5, counts.get(Ticker.NUMBER_KEYS_READ));
      assertEquals("one".length() + "two".length() + "four".length(), counts.get(Ticker.BYTES_READ));
      assertEquals(1, counts.get(Ticker.MEMTABLE_HIT));
      assertEquals(4, counts.get(Ticker.MEMTABLE_MISS));
      assertEquals(1, counts.get(Ticker.GET_HIT_L0));
      assertEquals(1, counts.get(Ticker.GET_HIT_L1));
      assertEquals(0, counts.get(Ticker.GET_HIT_L2_AND_UP));
    }
  }

  @Test
  void aGetFromTheDeepestLevelIsCountedThere() throws IOException {
    Options deep = UNCOMPACTED.with("level_compaction_dynamic_level_bytes", "true");
    try (Engine engine = Engine.open(directory, deep, new Extensions())) {
      engine.put(bytes("deep"), bytes("1"));
      engine.flush();
      engine.manualCompaction();
      engine.get(bytes("deep"));
      assertEquals(1, engine.statistics().get(Ticker.GET_HIT_L2_AND_UP));
    }
  }

  @Test
  void aTableThatItsFilterRulesOutIsCountedOnce() throws IOException {
    Options filtered = UNCOMPACTED.with("filter_policy", "bloomfilter:30:false");
    try (Engine engine = Engine.open(directory, filtered, new Extensions())) {
      engine.put(bytes("a"), bytes("1"));
      engine.put(bytes("z"), bytes("1"));
      engine.flush();
      engine.get(bytes("m"));
      engine.get(bytes("z"));
      assertEquals(1, engine.statistics().get(Ticker.BLOOM_FILTER_USEFUL));
    }
  }

  @Test
  void theBlockCacheIsServedAsItCounts() throws IOException {
    try (Engine engine = Engine.open(directory, UNCOMPACTED, new Extensions())) {
      engine.put(bytes("a"), bytes("1"));
      engine.flush();
      engine.get(bytes("a"));
      engine.get(bytes("a"));
      Statistics counts = engine.statistics();
      assertEquals(1, counts.get(Ticker.BLOCK_CACHE_MISS));
      assertEquals(1, counts.get(Ticker.BLOCK_CACHE_ADD));
      assertEquals(1, counts.get(Ticker.BLOCK_CACHE_HIT));
    }
  }

  @Test
  void movesOfAnIteratorAreCountedAtItsClose() throws IOException {
    try (Engine engine = Engine.open(directory, CREATE, new Extensions())) {
      engine.put(bytes("a"), bytes("1"));
      engine.put(bytes("b"), bytes("2"));
      try (EngineIterator iterator = engine.iterator(ReadOptions.standard())) {
        iterator.seekToFirst();
        iterator.next();
        iterator.next();
        iterator.seek(bytes("z"));
        iterator.seekToLast();
        iterator.prev();
        assertEquals(1, engine.statistics().get(Ticker.NO_ITERATORS));
      }
      Statistics counts = engine.statistics();
      assertEquals(0, counts.get(Ticker.NO_ITERATORS));
      assertEquals(3, counts.get(Ticker.NUMBER_DB_SEEK));
      assertEquals(2, counts.get(Ticker.NUMBER_DB_SEEK_FOUND));
      assertEquals(2, counts.get(Ticker.NUMBER_DB_NEXT));
      assertEquals(1, counts.get(Ticker.NUMBER_DB_NEXT_FOUND));
      assertEquals(1, counts.get(Ticker.NUMBER_DB_PREV));
      assertEquals(1, counts.get(Ticker.NUMBER_DB_PREV_FOUND));
    }
  }

  @Test
  void flushesAndCompactionsAreCountedByTheSizeOfTheirTables() throws IOException {
    try (Engine engine = Engine.open(directory, UNCOMPACTED, new Extensions())) {
      for (int i = 0; i < 2; i++) {
        engine.put(bytes("a"), bytes("value" + i));
        engine.put(bytes("b"), bytes("value" + i));
        engine.flush();
      }
      long flushed = tableBytes(engine);
      engine.manualCompaction();
      Statistics counts = engine.statistics();
      assertEquals(flushed, counts.get(Ticker.FLUSH_WRITE_BYTES));
      assertEquals(flushed, counts.get(Ticker.COMPACT_READ_BYTES));
      assertEquals(tableBytes(engine), counts.get(Ticker.COMPACT_WRITE_BYTES));
      assertEquals(1, counts.get(Histogram.COMPACTION_TIME).count());
    }
  }

  @Test
  void aStayInTheBrakeIsTimed() throws IOException, InterruptedException {
    Options stopping = UNCOMPACTED.with("level0_slowdown_writes_trigger", 4).with("level0_stop_writes_trigger", 4);
    try (Engine engine = Engine.open(directory, stopping, new Extensions())) {
      for (int i = 0; i < 4; i++) {
        engine.put(bytes("flushed" + i), bytes("1"));
        engine.flush();
      }
      assertEquals(0, engine.statistics().get(Histogram.WRITE_STALL).count());
      Thread writer = new Thread(() -> engine.put(bytes("late"), bytes("1")));
      writer.start();
      Background.untilSomebodyWaits(engine);
      engine.setOptions(Map.of("level0_stop_writes_trigger", "100", "level0_slowdown_writes_trigger", "100"));
      writer.join();
      Statistics counts = engine.statistics();
      assertEquals(1, counts.get(Histogram.WRITE_STALL).count());
      assertEquals(counts.get(Ticker.STALL_MICROS), counts.get(Histogram.WRITE_STALL).sum());
      assertTrue(counts.get(Ticker.STALL_MICROS) > 0);
    }
  }

  @Test
  void whatWasAnsweredDoesNotChange() throws IOException {
    try (Engine engine = Engine.open(directory, CREATE, new Extensions())) {
      Statistics before = engine.statistics();
      engine.put(bytes("a"), bytes("1"));
      engine.syncWal();
      assertEquals(0, before.get(Ticker.NUMBER_KEYS_WRITTEN));
      assertEquals(0, before.get(Histogram.WAL_FILE_SYNC_MICROS).count());
    }
  }

  private static long tableBytes(Engine engine) throws IOException {
    try (ColumnFamilyHandle family = engine.columnFamily("default")) {
      return engine.tables(family).stream().mapToLong(LiveTable::bytes).sum();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
