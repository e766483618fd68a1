package dev.lasso.engine;

import static dev.lasso.engine.SmallLevels.MANUAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shape of the tree after compactions of every kind, and that it still holds what was written. */
@Timeout(120)
final class LevelsTest {
  private final SmallLevels database;

  LevelsTest(@TempDir Path directory) {
    database = new SmallLevels(directory);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void anyMixOfCompactionsKeepsTheContentsAndTheLevelsDisjoint(long seed) throws IOException {
    Random random = new Random(seed);
    Options options = SmallLevels.OPTIONS.with("level_compaction_dynamic_level_bytes", "" + (seed % 2 == 0))
        .with("max_background_compactions", 1 + random.nextInt(3)).with("base_background_compactions", 1)
        .with("max_subcompactions", 1 + random.nextInt(4)).with("max_grandparent_overlap_factor", random.nextInt(4))
        .with("expanded_compaction_factor", random.nextInt(6));
    Engine engine = database.open(options);
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
            engine = database.open(options);
            family = engine.columnFamily("default");
          }
          default -> {
          }
        }
        assertShape(engine, family);
      }
      database.assertHoldsWhatWasWritten(engine);
      assertTrue(seed != 1 || !database.eventsNamed(engine, "trivial_move").isEmpty());
    } finally {
      family.close();
      engine.close();
    }
  }

  @Test
  void tableThatOverlapsNothingIsMovedAsItIs() throws IOException {
    try (Engine engine = database.open(MANUAL); ColumnFamilyHandle family = engine.columnFamily("default")) {
      database.put(engine, "a", "1");
      engine.flush();
      LiveTable before = engine.tables(family).getFirst();
      engine.manualCompaction();
      LiveTable after = engine.tables(family).getFirst();
      assertEquals(1, after.level());
      assertEquals(before.number(), after.number());
      assertEquals(List.of(), database.eventsNamed(engine, "compaction_started"));
      assertEquals(1, database.eventsNamed(engine, "trivial_move").size());
      assertTrue(database.eventsNamed(engine, "trivial_move").getFirst().matches(
          "EVENT_LOG_v1 \\{\"time_micros\": \\d+, \"job\": 3, \"event\": \"trivial_move\", \"destination_level\": 1, "
              + "\"files\": 1, \"total_files_size\": " + before.bytes() + "\\}"),
          () -> database.eventsNamed(engine, "trivial_move").toString());
      assertEquals("1", SmallLevels.get(engine, "a"));
    }
    try (Engine engine = database.open(MANUAL)) {
      assertEquals("1", SmallLevels.get(engine, "a"));
    }
  }

  @Test
  void tablesThatOverlapEachOtherAreNotMoved() throws IOException {
    try (Engine engine = database.open(MANUAL)) {
      for (int i = 0; i < 2; i++) {
        database.put(engine, "a", "" + i);
        engine.flush();
      }
      engine.manualCompaction();
      assertEquals(List.of(), database.eventsNamed(engine, "trivial_move"));
      assertEquals(1, database.eventsNamed(engine, "compaction_started").size());
      assertEquals(2, database.eventsNamed(engine, "table_file_deletion").size());
      assertEquals("1", SmallLevels.get(engine, "a"));
    }
  }

  @Test
  void tableIsNotMovedOverTooMuchOfTheLevelBelow() throws IOException {
    Options none = MANUAL.with("max_grandparent_overlap_factor", 0);
    try (Engine engine = database.open(none); ColumnFamilyHandle family = engine.columnFamily("default")) {
      database.fill(engine, "k", 100);
      engine.flush();
      engine.compactFiles(family, SmallLevels.numbers(engine, family), 2);
      database.clearLines();
      database.put(engine, "k0050", "1");
      engine.flush();
      engine.manualCompaction(family, CompactionRange.all());
      assertEquals(List.of(), database.eventsNamed(engine, "trivial_move"));
    }
  }

  @Test
  void outputTablesEndWhereTheyWouldOverlapTooManyGrandparents() throws IOException {
    Options options = MANUAL.with("target_file_size_base", 4 << 10).with("max_grandparent_overlap_factor", 1);
    try (Engine engine = database.open(options); ColumnFamilyHandle family = engine.columnFamily("default")) {
      database.fill(engine, "k", 300);
      engine.flush();
      engine.compactFiles(family, SmallLevels.numbers(engine, family), 2);
      int below = engine.tables(family).size();
      assertTrue(below > 5, "only " + below);
      database.put(engine, "k0000", "1");
      database.put(engine, "k0150", "1");
      database.put(engine, "k0299", "1");
      engine.flush();
      engine.compactFiles(family, List.of(engine.tables(family).getFirst().number()), 1);
      assertEquals(3, engine.tables(family).stream().filter(table -> table.level() == 1).count());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void compactionOfLevelZeroIsCutIntoSubRanges(int most) throws IOException {
    try (Engine engine = database.open(MANUAL.with("max_subcompactions", most));
        ColumnFamilyHandle family = engine.columnFamily("default")) {
      for (int round = 0; round < 3; round++) {
        database.fill(engine, "k", 400);
        database.delete(engine, "k0" + round + "00");
        engine.flush();
        engine.manualCompaction();
      }
      database.assertHoldsWhatWasWritten(engine);
      assertShape(engine, family);
      assertTrue(
          database.eventsNamed(engine, "compaction_finished").getLast()
              .contains("\"num_subcompactions\": " + most + ","),
          () -> database.eventsNamed(engine, "compaction_finished").toString());
    }
  }

  @Test
  void deletionsAreDroppedWhereNothingLiesBelow() throws IOException {
    try (Engine engine = database.open(MANUAL); ColumnFamilyHandle family = engine.columnFamily("default")) {
      database.fill(engine, "k", 20);
      engine.flush();
      engine.compactFiles(family, SmallLevels.numbers(engine, family), 3);
      for (int i = 0; i < 20; i++) {
        database.delete(engine, String.format(Locale.ROOT, "k%04d", i));
      }
      engine.flush();
      engine.compactFiles(family, List.of(engine.tables(family).getFirst().number()), 1);
      assertEquals(2, engine.tables(family).size(), "the deletions hide what is in level 3");
      engine.compactFiles(family, List.of(engine.tables(family).getFirst().number()), 3);
      assertEquals(List.of(), engine.tables(family));
      database.assertHoldsWhatWasWritten(engine);
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
      database.delete(engine, key);
    } else {
      database.put(engine, key, round + "x".repeat(random.nextInt(100)));
    }
  }

  private static String key(Random random) {
    return String.format(Locale.ROOT, "k%04d", random.nextInt(600));
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

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
