package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.options.OptionsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class ColumnFamilyTest {
  private static final FamilyOptions SMALL = FamilyOptions.defaults().with("write_buffer_size", 64 << 10)
      .with("max_bytes_for_level_base", 256 << 10).with("target_file_size_base", 64 << 10);
  private static final Options ONE = Options.defaults().with("create_if_missing", "true").withFamily("default", SMALL);
  private static final Options TWO = ONE.with("create_missing_column_families", "true").withFamily("second", SMALL);

  @TempDir private Path directory;

  @Test
  void familiesDoNotShareKeys() throws IOException {
    try (Engine engine = open(TWO); ColumnFamilyHandle second = engine.columnFamily("second")) {
      engine.put(bytes("a"), bytes("1"));
      engine.put(second, bytes("a"), bytes("2"));
      engine.put(second, bytes("b"), bytes("3"));
      engine.delete(second, bytes("b"));
      assertEquals("1", get(engine, null, "a"));
      assertEquals("2", get(engine, second, "a"));
      assertNull(get(engine, second, "b"));
      engine.flush(second);
      engine.manualCompaction(second);
      assertTrue(engine.describe().contains("\nlevels [0 0 0 0 0 0 0]"), engine::describe);
      assertTrue(engine.describe().contains("\n[second] levels [0 1 0 0 0 0 0]"), engine::describe);
      assertEquals("2", get(engine, second, "a"));
    }
  }

  @Test
  void aChangeOfAFamilyHasRocksDbsKindAndItsId() throws IOException {
    try (Engine engine = open(TWO);
        ColumnFamilyHandle second = engine.columnFamily("second");
        ColumnFamilyHandle first = engine.columnFamily("default")) {
      WriteBatch batch = new WriteBatch().put(second, bytes("k"), bytes("v")).delete(second, bytes("k"))
          .put(first, bytes("k"), bytes("v")).delete(bytes("k"));
      String record = HexFormat.of().formatHex(batch.record().copy());
      assertEquals("0000000000000000" + "04000000" + "0501016b0176" + "0401016b" + "01016b0176" + "00016b", record);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void everyFamilyEqualsItsSortedMapAcrossReopens(long seed) throws IOException {
    List<String> names = List.of("default", "second", "third");
    List<TreeMap<String, String>> expected = List.of(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    Random random = new Random(seed);
    for (int open = 0; open < 3; open++) {
      try (Engine engine = open(TWO.withFamily("third", SMALL.with("num_levels", 3)))) {
        List<ColumnFamilyHandle> handles = names.stream().map(engine::columnFamily).toList();
        for (int i = 0; i < 3000; i++) {
          WriteBatch batch = new WriteBatch();
          for (int change = 0; change <= random.nextInt(3); change++) {
            int family = random.nextInt(3);
            String key = "key" + random.nextInt(1000);
            if (random.nextInt(4) == 0) {
              batch.delete(handles.get(family), bytes(key));
              expected.get(family).remove(key);
            } else {
              String value = "value" + random.nextInt() + "x".repeat(random.nextInt(100));
              batch.put(handles.get(family), bytes(key), bytes(value));
              expected.get(family).put(key, value);
            }
          }
          engine.write(batch);
        }
        for (int family = 0; family < 3; family++) {
          for (int key = 0; key < 1000; key++) {
            assertEquals(expected.get(family).get("key" + key), get(engine, handles.get(family), "key" + key));
          }
        }
      }
    }
  }

  @Test
  void aDatabaseOpensWithAllItsFamiliesOnly() throws IOException {
    open(TWO).close();
    assertEquals("the database has column families that the options do not name: second; a database opens with all of"
        + " its column families", assertThrows(OptionsException.class, () -> open(ONE)).getMessage());
    assertEquals("the database has no column family 'third'; it would be made with create_missing_column_families=true",
        assertThrows(OptionsException.class,
            () -> open(TWO.with("create_missing_column_families", "false").withFamily("third", SMALL))).getMessage());
    assertEquals(List.of("default", "second"), Engine.listColumnFamilies(directory));
    open(TWO).close();
  }

  @Test
  void theWrittenOptionsFileOpensEveryFamilyWithItsOptions() throws IOException {
    try (Engine engine = open(ONE)) {
      engine.createColumnFamily("made: #1", SMALL.with("num_levels", 4).with("block_size", 777)).close();
    }
    Options read = newestOptionsFile();
    assertEquals(List.of("default", "made: #1"), read.families());
    assertEquals("777", read.family("made: #1").get("block_size"));
    try (Engine engine = open(read)) {
      assertTrue(engine.describe().contains("[made: #1] levels [0 0 0 0]"), engine::describe);
      try (ColumnFamilyHandle made = engine.columnFamily("made: #1")) {
        engine.dropColumnFamily(made);
      }
    }
    assertEquals(List.of("default"), newestOptionsFile().families());
    open(newestOptionsFile()).close();
  }

  @Test
  void fewerLevelsThanTheTablesNeedAreRefused() throws IOException {
    try (Engine engine = open(ONE); ColumnFamilyHandle family = engine.columnFamily("default")) {
      engine.put(bytes("a"), bytes("1"));
      engine.flush();
      engine.compactFiles(family, List.of(engine.tables(family).getFirst().number()), 2);
    }
    OptionsException e = assertThrows(OptionsException.class, () -> open(ONE.with("num_levels", 2)));
    assertTrue(("" + e.getMessage()).contains("num_levels=2 leaves out"), e.getMessage());
  }

  @Test
  void eachFamilyHasItsOwnOrder() throws IOException {
    Extensions reverse = new Extensions()
        .comparator(KeyComparator.named("reverse", KeyComparator.bytewise().reversed()));
    Options options = TWO.withFamily("second", SMALL.with("comparator", "reverse"));
    try (Engine engine = Engine.open(directory, options, reverse);
        ColumnFamilyHandle second = engine.columnFamily("second")) {
      for (int i = 0; i < 100; i++) {
        engine.put(bytes("key" + i), bytes("" + i));
        engine.put(second, bytes("key" + i), bytes("" + -i));
      }
      engine.manualCompaction();
      engine.manualCompaction(second);
      for (int i = 0; i < 100; i++) {
        assertEquals("" + i, get(engine, null, "key" + i));
        assertEquals("" + -i, get(engine, second, "key" + i));
      }
    }
    OptionsException e = assertThrows(OptionsException.class, () -> open(TWO));
    assertEquals("column family 'second' was made with the comparator reverse, and does not open with"
        + " leveldb.BytewiseComparator", e.getMessage());
  }

  @Test
  void aDroppedFamilyIsReadUntilItsLastHandleIsClosedAndThenItsFilesGo() throws IOException {
    try (Engine engine = open(TWO)) {
      ColumnFamilyHandle second = engine.columnFamily("second");
      ColumnFamilyHandle again = engine.columnFamily("second");
      engine.put(second, bytes("a"), bytes("1"));
      engine.flush(second);
      engine.put(second, bytes("b"), bytes("2"));
      engine.put(bytes("a"), bytes("3"));
      engine.flush();
      assertEquals(2, tables().size());
      engine.dropColumnFamily(second);
      assertEquals("1", get(engine, second, "a"));
      assertEquals("2", get(engine, again, "b"));
      EngineException e = assertThrows(EngineException.class, () -> engine.put(second, bytes("c"), bytes("4")));
      assertEquals("the write failed: column family 'second' is dropped", e.getMessage());
      assertThrows(EngineException.class, () -> engine.dropColumnFamily(again));
      assertThrows(EngineException.class, () -> engine.flush(again));
      assertThrows(EngineException.class, () -> engine.manualCompaction(again));
      assertThrows(EngineException.class, () -> engine.columnFamily("second"));
      second.close();
      second.close();
      assertEquals(2, tables().size());
      assertEquals("1", get(engine, again, "a"));
      again.close();
      assertEquals(1, tables().size());
      assertThrows(EngineException.class, () -> get(engine, again, "a"));
      assertEquals("3", get(engine, null, "a"));
      engine.put(bytes("d"), bytes("5"));
    }
    assertEquals(List.of("default"), Engine.listColumnFamilies(directory));
    open(ONE).close();
  }

  @Test
  void aFamilyOfTheSameNameIsAnotherOne() throws IOException {
    try (Engine engine = open(TWO)) {
      try (ColumnFamilyHandle second = engine.columnFamily("second")) {
        engine.put(second, bytes("a"), bytes("1"));
        assertEquals(1, second.id());
        engine.dropColumnFamily(second);
      }
      try (ColumnFamilyHandle made = engine.createColumnFamily("second", SMALL)) {
        assertEquals(2, made.id());
        assertNull(get(engine, made, "a"));
        engine.dropColumnFamily(made);
      }
    }
    // The log still has the write to the first of them; no family may ever get its id.
    try (Engine engine = open(TWO); ColumnFamilyHandle second = engine.columnFamily("second")) {
      assertEquals(3, second.id());
      assertNull(get(engine, second, "a"));
    }
  }

  @Test
  void whatFamiliesCannotDoIsRefusedInOneLine() throws IOException {
    try (Engine engine = open(TWO);
        Engine other = Engine.open(directory.resolve("other"), TWO, new Extensions());
        ColumnFamilyHandle first = engine.columnFamily("default");
        ColumnFamilyHandle foreign = other.columnFamily("second")) {
      assertEquals("the default column family cannot be dropped",
          assertThrows(EngineException.class, () -> engine.dropColumnFamily(first)).getMessage());
      assertEquals("there is a column family 'second' already",
          assertThrows(EngineException.class, () -> engine.createColumnFamily("second", SMALL)).getMessage());
      assertThrows(OptionsException.class, () -> engine.createColumnFamily("", SMALL));
      assertThrows(OptionsException.class, () -> ONE.withFamily("a\"b", SMALL));
      assertThrows(OptionsException.class, () -> SMALL.with("max_background_flushes", 1));
      assertEquals("the write failed: column family 'second' belongs to another engine",
          assertThrows(EngineException.class, () -> engine.put(foreign, bytes("a"), bytes("1"))).getMessage());
      assertThrows(EngineException.class, () -> engine.get(foreign, bytes("a")));
      engine.put(bytes("a"), bytes("1"));
    }
  }

  @Test
  void aRejectedBatchLeavesTheOthersOfItsGroupIntact() throws IOException, InterruptedException {
    List<Throwable> failures = new ArrayList<>();
    try (Engine engine = open(TWO); ColumnFamilyHandle second = engine.columnFamily("second")) {
      List<Thread> writers = new ArrayList<>();
      for (int w = 0; w < 4; w++) {
        int writer = w;
        writers.add(new Thread(() -> {
          boolean refused = false;
          for (int i = 0; i < 500 || writer % 2 == 1 && !refused; i++) {
            try {
              if (writer % 2 == 0) {
                engine.put(bytes(writer + "." + i), bytes("1"));
              } else {
                engine.put(second, bytes(writer + "." + i % 500), bytes("1"));
              }
            } catch (EngineException e) {
              refused = true;
              synchronized (failures) {
                failures.add(e);
              }
            }
          }
        }));
      }
      writers.forEach(Thread::start);
      engine.dropColumnFamily(second);
      for (Thread writer : writers) {
        writer.join(60_000);
        assertFalse(writer.isAlive(), engine::describe);
      }
      for (int i = 0; i < 500; i++) {
        assertEquals("1", get(engine, null, "0." + i));
        assertEquals("1", get(engine, null, "2." + i));
      }
    }
    assertTrue(failures.size() >= 2);
    for (Throwable failure : failures) {
      assertEquals("the write failed: column family 'second' is dropped", failure.getMessage());
    }
  }

  @Test
  void aLogStaysUntilEveryFamilyWithDataInItIsFlushed() throws IOException {
    try (Engine engine = open(TWO.withFamily("idle", SMALL));
        ColumnFamilyHandle second = engine.columnFamily("second")) {
      long log = engine.logs.number();
      engine.put(bytes("a"), bytes("1"));
      engine.put(second, bytes("a"), bytes("2"));
      engine.flush();
      assertTrue(Files.exists(engine.files.log(log)));
      engine.flush(second);
      assertFalse(Files.exists(engine.files.log(log)));
      assertEquals(engine.logs.number(), engine.versions.logNumber());
    }
  }

  @Test
  void tooLargeLogsSwitchEveryFamilyWithDataInTheOldest() throws IOException, InterruptedException {
    Options options = TWO.withFamily("third", SMALL).with("max_total_wal_size", 20_000);
    try (Engine engine = open(options);
        ColumnFamilyHandle second = engine.columnFamily("second");
        ColumnFamilyHandle third = engine.columnFamily("third")) {
      long log = engine.logs.number();
      engine.put(second, bytes("a"), bytes("1"));
      for (int i = 0; i < 25; i++) {
        engine.put(bytes("key" + i), bytes("x".repeat(1000)));
      }
      engine.put(third, bytes("a"), bytes("2"));
      awaitGone(engine, log);
      assertTrue(engine.describe().contains("[second] levels [1 0"), engine::describe);
      assertTrue(engine.describe().contains("\nlevels [1 0"), engine::describe);
      assertTrue(engine.describe().contains("[third] levels [0 0"), engine::describe);
      assertEquals("1", get(engine, second, "a"));
    }
    assertTrue(Files.readString(directory.resolve("LOG")).contains("Flushing all column families with data in WAL"));
  }

  @Test
  void tooMuchMemorySwitchesTheFamilyWithTheLargestMemtable() throws IOException, InterruptedException {
    FamilyOptions large = SMALL.with("write_buffer_size", 1 << 20).with("arena_block_size", 4096);
    Options options = TWO.withFamily("default", large).withFamily("second", large).with("db_write_buffer_size",
        100 << 10);
    try (Engine engine = open(options); ColumnFamilyHandle second = engine.columnFamily("second")) {
      engine.put(bytes("a"), bytes("1"));
      long memTable = engine.families.named("second").active().id();
      for (int i = 0; i < 200 && engine.families.named("second").active().id() == memTable; i++) {
        engine.put(second, bytes("key" + i), bytes("x".repeat(1000)));
      }
      for (int i = 0; i < 6000 && !engine.describe().contains("[second] levels [1 0"); i++) {
        Thread.sleep(10);
      }
      assertTrue(engine.describe().contains("[second] levels [1 0"), engine::describe);
      assertTrue(engine.describe().contains("\nlevels [0 0"), engine::describe);
    }
  }

  @Test
  void everyFamilyHasAStallOfItsOwnWhichGoesWithIt() throws IOException {
    FamilyOptions stalling = SMALL.with("disable_auto_compactions", "true")
        .with("level0_file_num_compaction_trigger", 1).with("level0_slowdown_writes_trigger", 2)
        .with("level0_stop_writes_trigger", 3);
    try (Engine engine = open(TWO.withFamily("second", stalling));
        ColumnFamilyHandle second = engine.columnFamily("second")) {
      for (int i = 0; i < 3; i++) {
        engine.put(second, bytes("key" + i), bytes("1"));
        engine.flush(second);
      }
      assertTrue(engine.controller.isStopped(), engine::describe);
      engine.dropColumnFamily(second);
      assertFalse(engine.controller.isStopped(), engine::describe);
      engine.put(bytes("a"), bytes("1"));
    }
    assertTrue(Files.readString(directory.resolve("LOG"))
        .contains("[second] Stopping writes because we have 3 level-0 files"));
  }

  private void awaitGone(Engine engine, long log) throws InterruptedException {
    for (int i = 0; i < 6000 && Files.exists(engine.files.log(log)); i++) {
      Thread.sleep(10);
    }
    assertFalse(Files.exists(engine.files.log(log)), engine::describe);
  }

  private Options newestOptionsFile() throws IOException {
    try (var files = Files.list(directory)) {
      Path newest = files.filter(file -> file.getFileName().toString().startsWith("OPTIONS-")).sorted().toList()
          .getLast();
      return Options.parse(Files.readString(newest));
    }
  }

  private List<Path> tables() throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".sst")).toList();
    }
  }

  private Engine open(Options options) throws IOException {
    return Engine.open(directory, options, new Extensions());
  }

  private static @Nullable String get(Engine engine, @Nullable ColumnFamilyHandle family, String key)
      throws IOException {
    byte[] value = family == null ? engine.get(bytes(key)) : engine.get(family, bytes(key));
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
