package dev.lasso.engine;

import static dev.lasso.engine.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.file.DatabaseFiles;
import dev.lasso.engine.server.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that were made outside, taken into a database. */
@Timeout(120)
final class IngestTest {
  private static final Options OPTIONS = Options.defaults().with("create_if_missing", "true")
      .with("merge_operator", JoinOperator.NAME).with("num_levels", 4).with("disable_auto_compactions", "true");

  @TempDir private Path directory;
  private Path database = Path.of("");
  private int made;

  @BeforeEach
  void placeTheDatabase() {
    database = directory.resolve("database");
  }

  @Test
  void ingestedTableIsReadAndSurvivesReopening() throws IOException {
    Path file = table("a", "1", "b", "2");
    try (Engine engine = open(); ColumnFamilyHandle family = engine.columnFamily("default")) {
      engine.ingest(family, List.of(file));
      assertEquals("1", get(engine, "a"));
      assertEquals(List.of(3), levels(engine, family));
      engine.put(bytes("a"), bytes("later"));
    }
    Files.delete(file);
    try (Engine engine = open(); ColumnFamilyHandle family = engine.columnFamily("default")) {
      assertEquals("later", get(engine, "a"));
      assertEquals("2", get(engine, "b"));
      engine.manualCompaction();
      assertEquals(List.of(3), levels(engine, family));
      assertEquals("later", get(engine, "a"));
      assertEquals("2", get(engine, "b"));
    }
  }

  @Test
  void ingestedTableIsNewerThanWhatWasWrittenWherever() throws IOException {
    try (Engine engine = open(); ColumnFamilyHandle family = engine.columnFamily("default")) {
      engine.put(bytes("b"), bytes("old"));
      engine.flush();
      engine.manualCompaction();
      engine.put(bytes("c"), bytes("old"));
      engine.flush();
      engine.put(bytes("d"), bytes("old"));
      engine.ingest(family, List.of(table("b", "1"), table("c", "2"), table("d", "3"), table("e", "4")));
      for (String pair : List.of("b1", "c2", "d3", "e4")) {
        assertEquals(pair.substring(1), get(engine, pair.substring(0, 1)));
      }
      assertEquals(List.of(0, 0, 0, 0, 0, 1, 3), levels(engine, family), "d waited for its memtable");
      engine.manualCompaction();
      assertEquals("3", get(engine, "d"));
    }
  }

  @Test
  void snapshotDoesNotSeeWhatIsIngestedAfterIt() throws IOException {
    try (Engine engine = open(); ColumnFamilyHandle family = engine.columnFamily("default")) {
      engine.put(bytes("a"), bytes("old"));
      try (Snapshot snapshot = engine.snapshot()) {
        ReadOptions before = ReadOptions.standard().at(snapshot);
        engine.ingest(family, List.of(table("a", "new", "b", "new")));
        for (int i = 0; i < 2; i++) {
          assertEquals("new", get(engine, "b"));
          assertNull(engine.get(before, bytes("b")));
          assertEquals("old", text(engine.get(before, bytes("a"))));
          try (EngineIterator iterator = engine.iterator(before)) {
            iterator.seek(bytes("a"));
            assertEquals("old", text(iterator.value()));
            iterator.next();
            assertFalse(iterator.isValid());
            iterator.seekToLast();
            assertEquals("a", text(iterator.key()));
          }
          engine.manualCompaction();
        }
      }
    }
  }

  @Test
  void deletionsAndOperandsOfATableAreAppliedToWhatIsBelow() throws IOException {
    Path file = directory.resolve("changes.sst");
    try (TableFileWriter writer = writer(file)) {
      writer.delete(bytes("a"));
      writer.merge(bytes("b"), bytes("x"));
      writer.finish();
    }
    try (Engine engine = open(); ColumnFamilyHandle family = engine.columnFamily("default")) {
      engine.put(bytes("a"), bytes("1"));
      engine.put(bytes("b"), bytes("1"));
      engine.ingest(family, List.of(file));
      assertNull(engine.get(bytes("a")));
      assertEquals("1,x", get(engine, "b"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 40, -20, -100})
  void damagedTableIsRefusedAndLeavesNothing(int at) throws IOException {
    Path file = table("a", "1", "b", "2");
    byte[] bytes = Files.readAllBytes(file);
    bytes[at < 0 ? bytes.length + at : at] ^= 1;
    Files.write(file, bytes);
    try (Engine engine = open(); ColumnFamilyHandle family = engine.columnFamily("default")) {
      String message = "" + assertThrows(IOException.class, () -> engine.ingest(family, List.of(table("c", "3"), file)))
          .getMessage();
      assertTrue(message.contains(file.getFileName() + " cannot be ingested, it is damaged"), message);
      assertEquals(List.of(), levels(engine, family));
      assertEquals(List.of(), DatabaseFiles.numbers(database, ".sst"));
      assertNull(engine.get(bytes("c")));
      engine.ingest(family, List.of(table("a", "1")));
    }
  }

  @Test
  void whatIsNoTableForItIsRefused() throws IOException {
    try (Engine engine = open(); ColumnFamilyHandle family = engine.columnFamily("default")) {
      assertRefused("overlap each other",
          () -> engine.ingest(family, List.of(table("a", "1", "c", "1"), table("b", "1"))));
      engine.put(bytes("a"), bytes("1"));
      engine.flush();
      Path own = database.resolve(
          String.format(Locale.ROOT, "%06d.sst", engine.tables(family).getFirst().number()));
      assertRefused("is no table that a TableFileWriter made", () -> engine.ingest(family, List.of(own)));
      assertThrows(IOException.class, () -> engine.ingest(family, List.of(directory.resolve("missing.sst"))));
      assertEquals(1, DatabaseFiles.numbers(database, ".sst").size());
    }
  }

  @Test
  void keysOutOfOrderAreRefusedByTheWriter() throws IOException {
    try (TableFileWriter writer = writer(directory.resolve("wrong.sst"))) {
      writer.put(bytes("b"), bytes("1"));
      assertThrows(IllegalArgumentException.class, () -> writer.put(bytes("b"), bytes("2")));
      assertThrows(IllegalArgumentException.class, () -> writer.put(bytes("a"), bytes("2")));
    }
  }

  @Test
  void whatASyncedManifestHasSurvivesALossOfPowerWithAllBeforeIt() throws IOException {
    Path file = table("b", "2");
    FaultyDisk disk = new FaultyDisk(directory.getFileSystem());
    try (Engine engine = Engine.open(disk.wrap(Files.createDirectory(database)), OPTIONS, extensions());
        ColumnFamilyHandle family = engine.columnFamily("default")) {
      engine.put(bytes("a"), bytes("1"));
      disk.steps.clear();
      engine.ingest(family, List.of(file));
      assertEquals(List.of("sync 000007.sst", "sync database", "sync 000003.log", "sync database",
          "sync MANIFEST-000004"), List.copyOf(disk.steps));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void ingestionsAmongWritesAndCompactionsKeepTheContents(long seed) throws IOException {
    Random random = new Random(seed);
    Options options = OPTIONS.with("disable_auto_compactions", "false").with("write_buffer_size", 64 << 10)
        .with("max_bytes_for_level_base", 8 << 10).with("target_file_size_base", 2 << 10)
        .with("max_bytes_for_level_multiplier", 3).with("max_background_compactions", 2)
        .with("level_compaction_dynamic_level_bytes", "" + (seed % 2 == 0));
    TreeMap<String, String> model = new TreeMap<>();
    Engine engine = Engine.open(database, options, extensions());
    ColumnFamilyHandle family = engine.columnFamily("default");
    for (int i = 0; i < 120; i++) {
      TreeMap<String, String> drawn = new TreeMap<>();
      for (int j = 1 + random.nextInt(20); j > 0; j--) {
        drawn.put(String.format(Locale.ROOT, "k%03d", random.nextInt(300)), i + "x".repeat(random.nextInt(60)));
      }
      model.putAll(drawn);
      if (random.nextInt(3) == 0) {
        engine.ingest(family, List.of(table(drawn)));
      } else {
        for (var pair : drawn.entrySet()) {
          engine.put(bytes(pair.getKey()), bytes(pair.getValue()));
        }
      }
      switch (random.nextInt(12)) {
        case 0 -> engine.flush();
        case 1 -> engine.manualCompaction();
        case 2 -> {
          family.close();
          engine.close();
          engine = Engine.open(database, options, extensions());
          family = engine.columnFamily("default");
        }
        default -> {
        }
      }
    }
    TreeMap<String, String> contents = new TreeMap<>();
    try (EngineIterator iterator = engine.iterator(ReadOptions.standard())) {
      for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
        contents.put(text(iterator.key()), text(iterator.value()));
      }
    }
    assertEquals(model, contents);
    for (String key : model.keySet()) {
      assertEquals(model.get(key), get(engine, key));
    }
    family.close();
    engine.close();
  }

  private Path table(String... pairs) throws IOException {
    TreeMap<String, String> contents = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      contents.put(pairs[i], pairs[i + 1]);
    }
    return table(contents);
  }

  private Path table(TreeMap<String, String> contents) throws IOException {
    Path file = directory.resolve("made" + made++ + ".sst");
    try (TableFileWriter writer = writer(file)) {
      for (var pair : contents.entrySet()) {
        writer.put(bytes(pair.getKey()), bytes(pair.getValue()));
      }
      writer.finish();
    }
    return file;
  }

  private static TableFileWriter writer(Path file) throws IOException {
    return TableFileWriter.create(file, FamilyOptions.defaults(), new Extensions());
  }

  @Test
  void closeWaitsForAnIngestionSoThatNoFileOfTheNextOpenIsLost() throws IOException, InterruptedException {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    KeyComparator slow = KeyComparator.named(KeyComparator.bytewise().name(), (left, right) -> {
      if (Thread.currentThread().getName().equals("ingesting") && right[0] == 'z') {
        reading.countDown();
        Patience.await(goOn);
      }
      return Arrays.compareUnsigned(left, right);
    });
    List<Path> files = new ArrayList<>();
    for (String key : List.of("u", "v", "w", "x", "y", "z")) {
      files.add(table(key, "1", key + key, "2"));
    }
    Engine engine = Engine.open(database, OPTIONS, extensions().comparator(slow));
    Thread ingesting = new Thread(() -> {
      try (ColumnFamilyHandle family = engine.columnFamily("default")) {
        engine.ingest(family, files);
      } catch (IOException | EngineException closed) {
        // Whether it comes in time is not what this is about.
      }
    }, "ingesting");
    ingesting.start();
    Patience.await(reading);
    FutureTask<Void> close = new FutureTask<>(() -> {
      engine.close();
      return null;
    });
    Thread closing = Thread.ofPlatform().start(close);
    Patience.untilItWaits(closing);
    boolean closedBefore = !closing.isAlive();
    if (closedBefore) {
      write("a");
    }
    goOn.countDown();
    ingesting.join();
    closing.join();
    if (!closedBefore) {
      write("a");
    }
    try (Engine again = open()) {
      assertEquals("1", get(again, "a"));
    }
  }

  @Test
  void finishedTableSurvivesALossOfPowerUnderItsName() throws IOException {
    FaultyDisk disk = new FaultyDisk(directory.getFileSystem());
    Path file = directory.resolve("made.sst");
    try (TableFileWriter writer = writer(disk.wrap(file))) {
      writer.put(bytes("a"), bytes("1"));
      writer.finish();
    }
    assertEquals(List.of("sync made.sst", "sync ."), disk.steps);
  }

  private void write(String key) throws IOException {
    try (Engine engine = open()) {
      engine.put(bytes(key), bytes("1"));
      engine.flush();
    }
  }

  private Engine open() throws IOException {
    return Engine.open(database, OPTIONS, extensions());
  }

  private static Extensions extensions() {
    return new Extensions().mergeOperator(new JoinOperator(true));
  }

  private static List<Integer> levels(Engine engine, ColumnFamilyHandle family) {
    return engine.tables(family).stream().map(LiveTable::level).toList();
  }

  private static String get(Engine engine, String key) throws IOException {
    byte[] value = engine.get(bytes(key));
    assertNotNull(value, key);
    return text(value);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }
}
