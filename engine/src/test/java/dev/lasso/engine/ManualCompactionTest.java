package dev.lasso.engine;

import static dev.lasso.engine.Refusals.assertRefused;
import static dev.lasso.engine.SmallLevels.MANUAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.server.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Compactions that are asked for: of a key range, and of tables by name. */
@Timeout(120)
final class ManualCompactionTest {
  private final Path directory;
  private final SmallLevels database;

  ManualCompactionTest(@TempDir Path directory) {
    this.directory = directory;
    database = new SmallLevels(directory);
  }

  @Test
  void manualCompactionOfARangeLeavesTheRestAlone() throws IOException {
    try (Engine engine = database.open(MANUAL); ColumnFamilyHandle family = engine.columnFamily("default")) {
      for (String prefix : List.of("a", "b", "c")) {
        database.fill(engine, prefix, 20);
        engine.flush();
      }
      engine.manualCompaction(family, CompactionRange.of(bytes("b"), bytes("b9")));
      assertEquals(List.of(0, 0, 1), engine.tables(family).stream().map(LiveTable::level).toList());
      engine.manualCompaction(family, CompactionRange.of(null, bytes("b")));
      assertEquals(List.of(0, 1, 1), engine.tables(family).stream().map(LiveTable::level).toList());
      engine.manualCompaction(family, CompactionRange.of(bytes("c"), null).shared());
      assertEquals(List.of(1, 1, 1), engine.tables(family).stream().map(LiveTable::level).toList());
      database.assertHoldsWhatWasWritten(engine);
    }
  }

  @Test
  void manualCompactionOfALargeLevelGoesInSteps() throws IOException {
    try (Engine engine = database.open(MANUAL); ColumnFamilyHandle family = engine.columnFamily("default")) {
      database.fill(engine, "k", 300);
      engine.flush();
      engine.compactFiles(family, SmallLevels.numbers(engine, family), 2);
      database.fill(engine, "k", 300);
      engine.flush();
      engine.compactFiles(family, List.of(engine.tables(family).getFirst().number()), 1);
      database.clearLines();
      engine.manualCompaction();
      assertTrue(database.eventsNamed(engine, "compaction_finished").size() > 2,
          () -> database.eventsNamed(engine, "compaction_finished").toString());
      assertTrue(engine.tables(family).stream().allMatch(table -> table.level() == 2));
      database.assertHoldsWhatWasWritten(engine);
    }
  }

  @Test
  void compactFilesRefusesWhatItCannotDo() throws IOException {
    try (Engine engine = database.open(MANUAL); ColumnFamilyHandle family = engine.columnFamily("default")) {
      database.put(engine, "a", "1");
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
    try (Engine engine = database.open(MANUAL); ColumnFamilyHandle family = engine.columnFamily("default")) {
      for (int i = 0; i < 3; i++) {
        database.put(engine, "a", "" + i);
        engine.flush();
      }
      List<LiveTable> before = engine.tables(family);
      engine.compactFiles(family, List.of(before.get(1).number()), 1);
      assertEquals(List.of(0, 1), engine.tables(family).stream().map(LiveTable::level).toList());
      assertEquals(before.getFirst().number(), engine.tables(family).getFirst().number());
      assertEquals("2", SmallLevels.get(engine, "a"));
    }
  }

  @Test
  void disabledManualCompactionIsRefusedUntilItIsEnabledAsOften() throws IOException {
    try (Engine engine = database.open(MANUAL)) {
      database.put(engine, "a", "1");
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
    HeldMerge operator = new HeldMerge(false);
    try (Engine engine = Engine.open(directory, MANUAL.with("merge_operator", operator.name()),
        new Extensions().mergeOperator(operator))) {
      database.put(engine, "a", "1");
      engine.flush();
      engine.merge(bytes("a"), new byte[1]);
      FutureTask<Void> compaction = new FutureTask<>(() -> {
        assertRefused("manual compactions are disabled", engine::manualCompaction);
        return null;
      });
      Thread.ofPlatform().start(compaction);
      Patience.await(operator.merging);
      Thread disabler = Thread.ofPlatform().start(engine::disableManualCompaction);
      Patience.untilItWaits(disabler);
      operator.goOn.countDown();
      compaction.get();
      disabler.join();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
