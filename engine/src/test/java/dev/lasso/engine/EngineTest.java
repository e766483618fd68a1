package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.file.CorruptionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class EngineTest {
  private static final Options SMALL = Options.defaults().with("create_if_missing", "true")
      .with("write_buffer_size", 64 << 10).with("max_bytes_for_level_base", 256 << 10)
      .with("target_file_size_base", 64 << 10).with("level_compaction_dynamic_level_bytes", "true");

  @TempDir private Path directory;

  @Test
  void aKeyHasItsLastValue() throws IOException {
    try (Engine engine = open(SMALL)) {
      engine.put(bytes("a"), bytes("1"));
      engine.put(bytes("a"), bytes("2"));
      engine.put(bytes("b"), bytes("3"));
      engine.delete(bytes("b"));
      assertEquals("2", get(engine, "a"));
      assertNull(engine.get(bytes("b")));
      engine.flush();
      assertEquals("2", get(engine, "a"));
      assertNull(engine.get(bytes("b")));
    }
  }

  @Test
  void aDeletionHidesWhatOlderTablesHold() throws IOException {
    try (Engine engine = open(SMALL)) {
      engine.put(bytes("a"), bytes("1"));
      engine.flush();
      engine.delete(bytes("a"));
      engine.flush();
      assertNull(engine.get(bytes("a")));
      engine.manualCompaction();
      assertNull(engine.get(bytes("a")));
      assertTrue(engine.describe().contains("levels [0 0 0 0 0 0 0]"), engine::describe);
    }
  }

  @Test
  void aFullMemTableThatWasFlushedIsNotSwitchedAgain() throws IOException {
    try (Engine engine = open(SMALL)) {
      engine.put(bytes("large"), new byte[100 << 10]);
      engine.flush();
      engine.put(bytes("a"), bytes("1"));
      engine.flush();
      assertEquals("1", get(engine, "a"));
      assertTrue(engine.describe().contains("bg_error=OK"), engine::describe);
    }
  }

  @Test
  void aBatchIsAppliedInOrder() throws IOException {
    try (Engine engine = open(SMALL)) {
      engine.write(new WriteBatch().put(bytes("a"), bytes("1")).delete(bytes("a")).put(bytes("b"), bytes("2"))
          .put(bytes("b"), bytes("3")));
      assertNull(engine.get(bytes("a")));
      assertEquals("3", get(engine, "b"));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void contentsEqualASortedMapAcrossReopens(long seed) throws IOException {
    TreeMap<String, String> expected = new TreeMap<>();
    Random random = new Random(seed);
    for (int open = 0; open < 3; open++) {
      try (Engine engine = open(SMALL)) {
        for (int i = 0; i < 5000; i++) {
          String key = "key" + random.nextInt(3000);
          if (random.nextInt(4) == 0) {
            engine.delete(bytes(key));
            expected.remove(key);
          } else {
            String value = "value" + random.nextInt() + "x".repeat(random.nextInt(100));
            engine.put(bytes(key), bytes(value));
            expected.put(key, value);
          }
        }
        for (int key = 0; key < 3000; key++) {
          byte[] value = engine.get(bytes("key" + key));
          assertEquals(expected.get("key" + key), value == null ? null : new String(value, StandardCharsets.UTF_8));
        }
      }
    }
  }

  @Test
  void concurrentWritersLoseNothingThatWasAcknowledged() throws IOException, InterruptedException {
    int writers = 4;
    int each = 2000;
    AtomicReference<Throwable> failure = new AtomicReference<>();
    try (Engine engine = open(SMALL)) {
      List<Thread> threads = new ArrayList<>();
      for (int w = 0; w < writers; w++) {
        int writer = w;
        Thread thread = new Thread(() -> {
          for (int i = 0; i < each; i++) {
            engine.write(new WriteOptions(i % 500 == 0, false),
                new WriteBatch().put(bytes(writer + "." + i), bytes("x".repeat(60) + i)));
          }
        });
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((t, e) -> failure.set(e));
        threads.add(thread);
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join(60_000);
        assertFalse(thread.isAlive(), engine::describe);
      }
      assertNull(failure.get());
      assertAll(engine, writers, each);
    }
    try (Engine engine = open(SMALL)) {
      assertAll(engine, writers, each);
    }
  }

  @Test
  void compactionsKeepTheNumberOfLevelZeroFilesDown() throws IOException {
    Options options = SMALL.with("level0_file_num_compaction_trigger", 2).with("level0_slowdown_writes_trigger", 6)
        .with("level0_stop_writes_trigger", 8).with("delayed_write_rate", 100 << 20);
    try (Engine engine = open(options)) {
      for (int i = 0; i < 40_000; i++) {
        engine.put(bytes("key" + i % 5000), bytes("x".repeat(60) + i));
      }
      for (int i = 35_000; i < 40_000; i++) {
        assertEquals("x".repeat(60) + i, get(engine, "key" + i % 5000));
      }
      assertTrue(Files.readString(directory.resolve("LOG")).contains("\"event\": \"compaction_finished\""));
    }
  }

  @Test
  void flushesShareTheLowPoolWhenTheyHaveNone() throws IOException {
    try (Engine engine = open(SMALL.with("max_background_flushes", 0))) {
      engine.put(bytes("a"), bytes("1"));
      engine.flush();
      assertTrue(engine.describe().contains("thread_pool HIGH queue=0 threads=0"), engine::describe);
      assertTrue(engine.describe().contains("thread_pool LOW queue=0 threads=1"), engine::describe);
    }
  }

  @Test
  void aBulkLoadEndsWithAManualCompaction() throws IOException {
    try (Engine engine = open(SMALL.with("disable_auto_compactions", "true").with("level0_slowdown_writes_trigger", 100)
        .with("level0_stop_writes_trigger", 100))) {
      for (int i = 0; i < 5000; i++) {
        engine.put(bytes("key" + i), bytes("x".repeat(60) + i));
      }
      assertFalse(engine.describe().contains("levels [0"), engine::describe);
      engine.manualCompaction();
      assertTrue(engine.describe().contains("levels [0 0 0 0 0 0 "), engine::describe);
      assertEquals("x".repeat(60) + 77, get(engine, "key77"));
    }
  }

  @Test
  void aTornTailOfTheLogIsLeftOut() throws IOException {
    crashAfterTwoWrites(log -> Arrays.copyOf(log, log.length - 3));
    try (Engine engine = open(SMALL)) {
      assertEquals("1", get(engine, "a"));
      assertNull(engine.get(bytes("b")));
    }
  }

  @Test
  void aTornTailFailsAnAbsoluteRecovery() throws IOException {
    crashAfterTwoWrites(log -> Arrays.copyOf(log, log.length - 3));
    assertThrows(CorruptionException.class, () -> open(SMALL.with("wal_recovery_mode", "kAbsoluteConsistency")));
  }

  @Test
  void aFlippedBitInTheLogFailsTheOpenWithFileAndOffset() throws IOException {
    crashAfterTwoWrites(EngineTest::flipInFirstRecord);
    IOException e = assertThrows(CorruptionException.class, () -> open(SMALL));
    assertEquals("Corruption: 000003.log at offset 0: wrong checksum", e.getMessage());
  }

  @Test
  void pointInTimeRecoveryStopsBeforeTheDamage() throws IOException {
    crashAfterTwoWrites(EngineTest::flipInFirstRecord);
    try (Engine engine = open(SMALL.with("wal_recovery_mode", "kPointInTimeRecovery"))) {
      assertNull(engine.get(bytes("a")));
      assertNull(engine.get(bytes("b")));
    }
  }

  @Test
  void aFlippedBitInATableIsReportedAndNotRead() throws IOException {
    try (Engine engine = open(SMALL)) {
      engine.put(bytes("a"), bytes("1"));
      engine.flush();
    }
    Path table;
    try (var files = Files.list(directory)) {
      table = files.filter(file -> file.toString().endsWith(".sst")).findFirst().orElseThrow();
    }
    byte[] content = Files.readAllBytes(table);
    content[11] ^= 1;
    Files.write(table, content);
    try (Engine engine = open(SMALL)) {
      IOException e = assertThrows(CorruptionException.class, () -> engine.get(bytes("a")));
      assertTrue(("" + e.getMessage()).contains(table.getFileName() + " at offset 0"), e.getMessage());
    }
  }

  @Test
  void closeFlushesWhatNoLogHolds() throws IOException {
    try (Engine engine = open(SMALL)) {
      engine.write(new WriteOptions(false, true), new WriteBatch().put(bytes("a"), bytes("1")));
    }
    try (Engine engine = open(SMALL)) {
      assertEquals("1", get(engine, "a"));
    }
  }

  @Test
  void closeIsIdempotentAndAClosedEngineRefusesWork() throws IOException {
    Engine engine = open(SMALL);
    engine.close();
    engine.close();
    assertThrows(EngineException.class, () -> engine.put(bytes("a"), bytes("1")));
    assertThrows(EngineException.class, () -> engine.get(bytes("a")));
    assertThrows(EngineException.class, engine::flush);
  }

  @Test
  void aFailedFlushFailsTheNextWrite() throws IOException {
    Engine engine = open(SMALL);
    engine.put(bytes("a"), bytes("1"));
    // A directory stands where the table is going to be written.
    Files.createDirectory(directory.resolve("000008.sst"));
    assertThrows(EngineException.class, engine::flush);
    EngineException e = assertThrows(EngineException.class, () -> engine.put(bytes("b"), bytes("2")));
    assertTrue(("" + e.getMessage()).contains("background error"), e.getMessage());
    engine.close();
  }

  @Test
  void anInterruptedCallerNeitherFailsNorClosesTheLog() throws IOException {
    try (Engine engine = open(SMALL)) {
      Thread.currentThread().interrupt();
      engine.put(bytes("a"), bytes("1"));
      assertTrue(Thread.interrupted());
      engine.put(bytes("b"), bytes("2"));
    }
    try (Engine engine = open(SMALL)) {
      assertEquals("1", get(engine, "a"));
      assertEquals("2", get(engine, "b"));
    }
  }

  @Test
  void listenersHoldNoLock() throws IOException {
    List<String> events = new ArrayList<>();
    AtomicReference<Engine> opened = new AtomicReference<>();
    EventListener listener = new EventListener() {
      @Override
      public void onFlushCompleted(FlushCompleted event) {
        Engine engine = opened.get();
        events.add("flush " + event.job() + " of table " + event.fileNumber() + " held "
            + (engine == null || engine.mutex.isHeldByCurrentThread()));
      }

      @Override
      public void onCompactionCompleted(CompactionCompleted event) {
        Engine engine = opened.get();
        events.add("compaction " + event.job() + " to level " + event.outputLevel() + " held "
            + (engine == null || engine.mutex.isHeldByCurrentThread()));
        throw new IllegalStateException("a listener's own fault");
      }
    };
    Engine engine = Engine.open(directory, SMALL, new Extensions().listener(listener));
    opened.set(engine);
    engine.put(bytes("a"), bytes("1"));
    engine.manualCompaction();
    engine.close();
    assertEquals(List.of("flush 2 of table 8 held false", "compaction 3 to level 6 held false"), events);
  }

  private static byte[] flipInFirstRecord(byte[] log) {
    byte[] flipped = log.clone();
    flipped[10] ^= 1;
    return flipped;
  }

  /** Leaves a database whose only log holds a=1 and b=2, damaged. */
  private void crashAfterTwoWrites(java.util.function.UnaryOperator<byte[]> damage) throws IOException {
    byte[] log;
    try (Engine engine = open(SMALL)) {
      engine.put(bytes("a"), bytes("1"));
      engine.put(bytes("b"), bytes("2"));
      log = Files.readAllBytes(directory.resolve("000003.log"));
    }
    Files.write(directory.resolve("000003.log"), damage.apply(log));
  }

  private static void assertAll(Engine engine, int writers, int each) throws IOException {
    for (int w = 0; w < writers; w++) {
      for (int i = 0; i < each; i++) {
        byte[] value = engine.get(bytes(w + "." + i));
        assertNotNull(value, w + "." + i);
        assertArrayEquals(bytes("x".repeat(60) + i), value);
      }
    }
  }

  private Engine open(Options options) throws IOException {
    return Engine.open(directory, options, new Extensions());
  }

  private static String get(Engine engine, String key) throws IOException {
    byte[] value = engine.get(bytes(key));
    assertNotNull(value, key);
    return new String(value, StandardCharsets.UTF_8);
  }

  @Test
  void theLogOutlivesAnInterruptedWriter() throws IOException {
    try (Engine engine = Engine.open(directory, Options.defaults().with("create_if_missing", "true"),
        new Extensions())) {
      Thread.currentThread().interrupt();
      engine.put(bytes("a"), bytes("1"));
      engine.flush();
      assertTrue(Thread.interrupted());
    }
    assertTrue(Files.readString(directory.resolve("LOG")).contains("Closed"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
