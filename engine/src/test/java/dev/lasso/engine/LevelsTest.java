package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shape of the tree after compactions of every kind, and that it still holds what was written. */
@Timeout(120)
final class LevelsTest {
  private static final Options SMALL = Options.defaults().with("create_if_missing", "true")
      .with("write_buffer_size", 64 << 10).with("disable_data_sync", "true").with("num_levels", 4)
      .with("max_bytes_for_level_base", 16 << 10).with("target_file_size_base", 4 << 10)
      .with("max_bytes_for_level_multiplier", 3).with("compression", "kNoCompression").with("block_size", 512);
  private static final Options MANUAL = SMALL.with("disable_auto_compactions", "true")
      .with("level0_slowdown_writes_trigger", 100).with("level0_stop_writes_trigger", 100);

  @TempDir private Path directory;
  private final List<String> lines = new ArrayList<>();
  private final TreeMap<String, String> model = new TreeMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void anyMixOfCompactionsKeepsTheContentsAndTheLevelsDisjoint(long seed) throws IOException {
    Random random = new Random(seed);
    Options options = SMALL.with("level_compaction_dynamic_level_bytes", "" + (seed % 2 == 0))
        .with("max_background_compactions", 1 + random.nextInt(3)).with("base_background_compactions", 1)
        .with("max_subcompactions", 1 + random.nextInt(4)).with("max_grandparent_overlap_factor", random.nextInt(4))
        .with("expanded_compaction_factor", random.nextInt(6));
    Engine engine = open(options);
    ColumnFamilyHandle family = engine.columnFamily("default");
    try {
      for (int i = 0; i < 80; i++) {
        for (int j = 0; j < 30; j++) {
          write(engine, random, i);
        }
        switch (random.nextInt(12)) {
          case 0, 1 -> engine.flush();
          case 2 -> engine.manualCompaction(family, drawRange(random));
          case 3 -> engine.manualCompaction(family, drawRange(random).shared());
          case 4, 5 -> compactFiles(engine, family, random);
          case 6 -> {
            family.close();
            engine.close();
            engine = open(options);
            family = engine.columnFamily("default");
          }
          default -> {
          }
        }
        assertShape(engine, family);
      }
      assertEquals(model, contents(engine));
    } finally {
      family.close();
      engine.close();
    }
    if (seed == 1) {
      assertTrue(lines.stream().anyMatch(line -> line.contains("\"event\": \"trivial_move\"")));
    }
  }

  @Test
  void tableThatOverlapsNothingIsMovedAsItIs() throws IOException {
    try (Engine engine = open(MANUAL); ColumnFamilyHandle family = engine.columnFamily("default")) {
      put(engine, "a", "1");
      engine.flush();
      LiveTable before = engine.tables(family).getFirst();
      engine.manualCompaction();
      LiveTable after = engine.tables(family).getFirst();
      assertEquals(1, after.level());
      assertEquals(before.number(), after.number());
      assertEquals(List.of(), eventsNamed(engine, "compaction_started"));
      assertEquals(1, eventsNamed(engine, "trivial_move").size());
      assertTrue(eventsNamed(engine, "trivial_move").getFirst().matches(
          "EVENT_LOG_v1 \\{\"time_micros\": \\d+, \"job\": 3, \"event\": \"trivial_move\", \"destination_level\": 1, "
              + "\"files\": 1, \"total_files_size\": " + before.bytes() + "\\}"),
          () -> eventsNamed(engine, "trivial_move").toString());
      assertEquals("1", get(engine, "a"));
    }
    try (Engine engine = open(MANUAL)) {
      assertEquals("1", get(engine, "a"));
    }
  }

  @Test
  void tablesThatOverlapEachOtherAreNotMoved() throws IOException {
    try (Engine engine = open(MANUAL)) {
      for (int i = 0; i < 2; i++) {
        put(engine, "a", "" + i);
        engine.flush();
      }
      engine.manualCompaction();
      assertEquals(List.of(), eventsNamed(engine, "trivial_move"));
      assertEquals(1, eventsNamed(engine, "compaction_started").size());
      assertEquals(2, eventsNamed(engine, "table_file_deletion").size());
      assertEquals("1", get(engine, "a"));
    }
  }

  @Test
  void tableIsNotMovedOverTooMuchOfTheLevelBelow() throws IOException {
    Options none = MANUAL.with("max_grandparent_overlap_factor", 0);
    try (Engine engine = open(none); ColumnFamilyHandle family = engine.columnFamily("default")) {
      fill(engine, "k", 100);
      engine.flush();
      engine.compactFiles(family, numbers(engine, family), 2);
      clearLines();
      put(engine, "k0050", "1");
      engine.flush();
      engine.manualCompaction(family, CompactionRange.all());
      assertEquals(List.of(), eventsNamed(engine, "trivial_move"));
    }
  }

  @Test
  void outputTablesEndWhereTheyWouldOverlapTooManyGrandparents() throws IOException {
    Options options = MANUAL.with("target_file_size_base", 4 << 10).with("max_grandparent_overlap_factor", 1);
    try (Engine engine = open(options); ColumnFamilyHandle family = engine.columnFamily("default")) {
      fill(engine, "k", 300);
      engine.flush();
      engine.compactFiles(family, numbers(engine, family), 2);
      int below = engine.tables(family).size();
      assertTrue(below > 5, "only " + below);
      put(engine, "k0000", "1");
      put(engine, "k0150", "1");
      put(engine, "k0299", "1");
      engine.flush();
      engine.compactFiles(family, List.of(engine.tables(family).getFirst().number()), 1);
      assertEquals(3, engine.tables(family).stream().filter(table -> table.level() == 1).count());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void compactionOfLevelZeroIsCutIntoSubRanges(int most) throws IOException {
    try (Engine engine = open(MANUAL.with("max_subcompactions", most));
        ColumnFamilyHandle family = engine.columnFamily("default")) {
      for (int round = 0; round < 3; round++) {
        fill(engine, "k", 400);
        engine.delete(bytes("k0" + round + "00"));
        model.remove("k0" + round + "00");
        engine.flush();
        engine.manualCompaction();
      }
      assertEquals(model, contents(engine));
      assertShape(engine, family);
      assertTrue(eventsNamed(engine, "compaction_finished").getLast().contains("\"num_subcompactions\": " + most + ","),
          () -> eventsNamed(engine, "compaction_finished").toString());
    }
  }

  @Test
  void deletionsAreDroppedWhereNothingLiesBelow() throws IOException {
    try (Engine engine = open(MANUAL); ColumnFamilyHandle family = engine.columnFamily("default")) {
      fill(engine, "k", 20);
      engine.flush();
      engine.compactFiles(family, numbers(engine, family), 3);
      for (int i = 0; i < 20; i++) {
        delete(engine, String.format(Locale.ROOT, "k%04d", i));
      }
      engine.flush();
      engine.compactFiles(family, List.of(engine.tables(family).getFirst().number()), 1);
      assertEquals(2, engine.tables(family).size(), "the deletions hide what is in level 3");
      engine.compactFiles(family, List.of(engine.tables(family).getFirst().number()), 3);
      assertEquals(List.of(), engine.tables(family));
      assertEquals(model, contents(engine));
    }
  }

  @Test
  void manualCompactionOfARangeLeavesTheRestAlone() throws IOException {
    try (Engine engine = open(MANUAL); ColumnFamilyHandle family = engine.columnFamily("default")) {
      for (String prefix : List.of("a", "b", "c")) {
        fill(engine, prefix, 20);
        engine.flush();
      }
      engine.manualCompaction(family, CompactionRange.of(bytes("b"), bytes("b9")));
      assertEquals(List.of(0, 0, 1), engine.tables(family).stream().map(LiveTable::level).toList());
      engine.manualCompaction(family, CompactionRange.of(null, bytes("b")));
      assertEquals(List.of(0, 1, 1), engine.tables(family).stream().map(LiveTable::level).toList());
      engine.manualCompaction(family, CompactionRange.of(bytes("c"), null).shared());
      assertEquals(List.of(1, 1, 1), engine.tables(family).stream().map(LiveTable::level).toList());
      assertEquals(model, contents(engine));
    }
  }

  @Test
  void manualCompactionOfALargeLevelGoesInSteps() throws IOException {
    try (Engine engine = open(MANUAL); ColumnFamilyHandle family = engine.columnFamily("default")) {
      fill(engine, "k", 300);
      engine.flush();
      engine.compactFiles(family, numbers(engine, family), 2);
      fill(engine, "k", 300);
      engine.flush();
      engine.compactFiles(family, List.of(engine.tables(family).getFirst().number()), 1);
      clearLines();
      engine.manualCompaction();
      assertTrue(eventsNamed(engine, "compaction_finished").size() > 2,
          () -> eventsNamed(engine, "compaction_finished").toString());
      assertTrue(engine.tables(family).stream().allMatch(table -> table.level() == 2));
      assertEquals(model, contents(engine));
    }
  }

  @Test
  void compactFilesRefusesWhatItCannotDo() throws IOException {
    try (Engine engine = open(MANUAL); ColumnFamilyHandle family = engine.columnFamily("default")) {
      put(engine, "a", "1");
      engine.flush();
      long number = engine.tables(family).getFirst().number();
      assertRefused("no table is named", () -> engine.compactFiles(family, List.of(), 1));
      assertRefused("table #999 is in no level", () -> engine.compactFiles(family, List.of(number, 999L), 1));
      assertRefused("into levels 1 to 3, not into level 0", () -> engine.compactFiles(family, List.of(number), 0));
      assertRefused("not into level 4", () -> engine.compactFiles(family, List.of(number), 4));
      engine.compactFiles(family, List.of(number), 2);
      assertRefused("is in no level down to 1", () -> engine.compactFiles(family,
          List.of(engine.tables(family).getFirst().number()), 1));
      assertEquals(List.of(2), engine.tables(family).stream().map(LiveTable::level).toList());
    }
  }

  @Test
  void compactFilesTakesOlderTablesAlong() throws IOException {
    try (Engine engine = open(MANUAL); ColumnFamilyHandle family = engine.columnFamily("default")) {
      for (int i = 0; i < 3; i++) {
        put(engine, "a", "" + i);
        engine.flush();
      }
      List<LiveTable> before = engine.tables(family);
      engine.compactFiles(family, List.of(before.get(1).number()), 1);
      assertEquals(List.of(0, 1), engine.tables(family).stream().map(LiveTable::level).toList());
      assertEquals(before.getFirst().number(), engine.tables(family).getFirst().number());
      assertEquals("2", get(engine, "a"));
    }
  }

  @Test
  void disabledManualCompactionIsRefusedUntilItIsEnabledAsOften() throws IOException {
    try (Engine engine = open(MANUAL)) {
      put(engine, "a", "1");
      engine.disableManualCompaction();
      engine.disableManualCompaction();
      assertRefused("manual compactions are disabled", engine::manualCompaction);
      engine.enableManualCompaction();
      assertRefused("manual compactions are disabled", engine::manualCompaction);
      engine.enableManualCompaction();
      engine.manualCompaction();
      assertRefused("manual compactions are not disabled", engine::enableManualCompaction);
    }
  }

  @Test
  void manualCompactionThatRunsWhenTheyAreDisabledIsRefusedInTheSameWords() throws Exception {
    CountDownLatch merging = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    MergeOperator slow = new MergeOperator() {
      @Override
      public String name() {
        return "slow";
      }

      @Override
      public byte[] merge(byte[] key, byte @Nullable [] existing, List<byte[]> operands) {
        merging.countDown();
        try {
          goOn.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return operands.getLast();
      }
    };
    try (Engine engine = Engine.open(directory, MANUAL.with("merge_operator", "slow"),
        new Extensions().mergeOperator(slow))) {
      put(engine, "a", "1");
      engine.flush();
      engine.merge("a".getBytes(StandardCharsets.US_ASCII), new byte[1]);
      FutureTask<Void> compaction = new FutureTask<>(() -> {
        assertRefused("manual compactions are disabled", engine::manualCompaction);
        return null;
      });
      Thread.ofPlatform().start(compaction);
      merging.await();
      Thread disabler = Thread.ofPlatform().start(engine::disableManualCompaction);
      while (disabler.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      goOn.countDown();
      compaction.get();
      disabler.join();
    }
  }

  @Test
  void pausedBackgroundWorkBeginsWhenItIsContinued() throws Exception {
    try (Engine engine = open(MANUAL); ColumnFamilyHandle family = engine.columnFamily("default")) {
      put(engine, "a", "1");
      engine.pauseBackgroundWork();
      Thread flush = Thread.ofPlatform().start(() -> {
        try {
          engine.flush();
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      });
      while (flush.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      assertEquals(List.of(), engine.tables(family));
      engine.continueBackgroundWork();
      flush.join();
      assertEquals(1, engine.tables(family).size());
      assertRefused("is not paused", engine::continueBackgroundWork);
    }
  }

  @Test
  void closeEndsAPauseForTheFlushThatItNeeds() throws IOException {
    Engine engine = open(MANUAL);
    engine.write(new WriteOptions(false, true), new WriteBatch().put(bytes("a"), bytes("1")));
    engine.pauseBackgroundWork();
    engine.close();
    try (Engine again = open(MANUAL)) {
      assertEquals("1", get(again, "a"));
    }
  }

  private void compactFiles(Engine engine, ColumnFamilyHandle family, Random random) throws IOException {
    List<LiveTable> tables = engine.tables(family);
    if (tables.isEmpty()) {
      return;
    }
    List<Long> named = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      named.add(tables.get(random.nextInt(tables.size())).number());
    }
    try {
      engine.compactFiles(family, named, 1 + random.nextInt(3));
    } catch (EngineException refused) {
      assertTrue(("" + refused.getMessage()).startsWith("the tables cannot be compacted: "), refused.getMessage());
    }
  }

  private static CompactionRange drawRange(Random random) {
    byte[] first = random.nextInt(3) == 0 ? null : bytes(key(random));
    byte[] last = random.nextInt(3) == 0 ? null : bytes(key(random));
    return CompactionRange.of(first, last);
  }

  private void write(Engine engine, Random random, int round) {
    String key = key(random);
    if (random.nextInt(4) == 0) {
      delete(engine, key);
    } else {
      put(engine, key, round + "x".repeat(random.nextInt(100)));
    }
  }

  private static String key(Random random) {
    return String.format(Locale.ROOT, "k%04d", random.nextInt(600));
  }

  private void fill(Engine engine, String prefix, int count) {
    for (int i = 0; i < count; i++) {
      put(engine, String.format(Locale.ROOT, "%s%04d", prefix, i), "x".repeat(90));
    }
  }

  private void put(Engine engine, String key, String value) {
    engine.put(bytes(key), bytes(value));
    model.put(key, value);
  }

  private void delete(Engine engine, String key) {
    engine.delete(bytes(key));
    model.remove(key);
  }

  /** Tables of a level below 0 are ordered and have no key in common, and none is larger than it may be. */
  private static void assertShape(Engine engine, ColumnFamilyHandle family) {
    @Nullable
    LiveTable before = null;
    for (LiveTable table : engine.tables(family)) {
      String largest = text(table.largest());
      assertTrue(text(table.smallest()).compareTo(largest) <= 0);
      if (before != null && before.level() == table.level() && table.level() > 0) {
        assertTrue(text(before.largest()).compareTo(text(table.smallest())) < 0,
            before.number() + " and " + table.number() + " overlap in level " + table.level());
      }
      if (table.level() > 0) {
        assertFalse(table.bytes() > 64 << 10, "table " + table.number() + " has " + table.bytes() + " bytes");
      }
      before = table;
    }
  }

  private static TreeMap<String, String> contents(Engine engine) throws IOException {
    TreeMap<String, String> contents = new TreeMap<>();
    try (EngineIterator iterator = engine.iterator(ReadOptions.standard())) {
      for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
        contents.put(text(iterator.key()), text(iterator.value()));
      }
    }
    return contents;
  }

  private static List<Long> numbers(Engine engine, ColumnFamilyHandle family) {
    return engine.tables(family).stream().map(LiveTable::number).toList();
  }

  /** The LOG lines of a turn can come later than what waits for its work; no turn is left after a pause. */
  private List<String> eventsNamed(Engine engine, String name) {
    engine.pauseBackgroundWork();
    engine.continueBackgroundWork();
    Pattern event = Pattern.compile("EVENT_LOG_v1 .*\"event\": \"" + name + "\".*");
    synchronized (lines) {
      return lines.stream().map(event::matcher).filter(Matcher::find).map(Matcher::group).toList();
    }
  }

  private void clearLines() {
    synchronized (lines) {
      lines.clear();
    }
  }

  private Engine open(Options options) throws IOException {
    return Engine.open(directory, options, new Extensions().logSink((level, micros, text) -> {
      synchronized (lines) {
        lines.add(text);
      }
    }));
  }

  private static String get(Engine engine, String key) throws IOException {
    byte[] value = engine.get(bytes(key));
    return value == null ? "" : text(value);
  }

  private static void assertRefused(String part, org.junit.jupiter.api.function.Executable call) {
    String message = "" + assertThrows(EngineException.class, call).getMessage();
    assertTrue(message.contains(part), message);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
