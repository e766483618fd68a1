package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.options.OptionsException;
import dev.lasso.engine.server.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
final class SetOptionsTest {
  private static final Options CREATE = Options.defaults().with("create_if_missing", "true");
  /** Stops writes at two tables of level 0, which no compaction takes away. */
  private static final Options STOPPING = CREATE.with("disable_auto_compactions", "true")
      .with("level0_file_num_compaction_trigger", 1).with("level0_slowdown_writes_trigger", 2)
      .with("level0_stop_writes_trigger", 2);
  /** A flush takes three memtables of one value each. */
  private static final Options MERGING = CREATE.with("write_buffer_size", 64 << 10).with("arena_block_size", 4096)
      .with("max_write_buffer_number", 4).with("min_write_buffer_number_to_merge", 3);

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"level0_stop_writes_trigger, 9", "disable_auto_compactions, false"})
  void aStoppedWriterGoesOnOnceAChangeRelievesIt(String option, String value) throws IOException, InterruptedException {
    try (Engine engine = Engine.open(directory, STOPPING, new Extensions())) {
      for (int i = 0; i < 2; i++) {
        engine.put(bytes("flushed" + i), bytes("1"));
        engine.flush();
      }
      Thread writer = new Thread(() -> engine.put(bytes("late"), bytes("1")));
      writer.setDaemon(true);
      writer.start();
      Background.untilSomebodyWaits(engine);
      engine.setOptions(Map.of(option, value));
      writer.join(60_000);
      assertFalse(writer.isAlive(), engine::describe);
    }
  }

  @Test
  void fewerBuffersLowerTheNumberThatAFlushWaitsFor() throws IOException, InterruptedException {
    try (Engine engine = Engine.open(directory, MERGING, new Extensions())) {
      seal(engine, 2);
      engine.setOptions(Map.of("max_write_buffer_number", "2"));
      Patience.until(() -> engine.describe().contains("levels [1 "), engine::describe);
    }
  }

  @ParameterizedTest
  @CsvSource({"num_levels, 5, num_levels cannot change while the database is open",
    "max_background_flushes, 2, max_background_flushes cannot change while the database is open",
    "max_background_compactions, 2, max_background_compactions is an option of the whole database",
    "level0_stop_writes_trigger, many, 'level0_stop_writes_trigger must be '", "no_such, 1, unknown option 'no_such'"})
  void whatCannotChangeIsRefusedByNameAndNothingIsChanged(String option, String value, String message)
      throws IOException {
    try (Engine engine = Engine.open(directory, STOPPING, new Extensions())) {
      OptionsException e = assertThrows(OptionsException.class,
          () -> engine.setOptions(Map.of(option, value, "disable_auto_compactions", "false")));
      assertTrue(("" + e.getMessage()).startsWith(message), e.getMessage());
      assertTrue(engine.families.standard().settings.stall().autoCompactionsDisabled());
      assertEquals("true", engine.families.options().get("disable_auto_compactions"));
    }
  }

  @Test
  void theOptionsFileHasTheChange() throws IOException {
    try (Engine engine = Engine.open(directory, STOPPING, new Extensions())) {
      engine.setOptions(Map.of("level0_stop_writes_trigger", "7"));
      try (var files = Files.list(directory)) {
        Path newest = files.filter(file -> file.getFileName().toString().startsWith("OPTIONS-")).sorted()
            .reduce((first, second) -> second).orElseThrow();
        assertEquals("7", Options.parse(Files.readString(newest)).get("level0_stop_writes_trigger"));
      }
    }
  }

  @Test
  void levelsTakeTheirSizesFromTheChange() throws IOException {
    try (Engine engine = Engine.open(directory, CREATE, new Extensions())) {
      engine.put(bytes("a"), bytes("1"));
      engine.flush();
      assertFalse(engine.families.standard().needsCompaction());
      engine.setOptions(Map.of("disable_auto_compactions", "true", "level0_file_num_compaction_trigger", "1"));
      assertTrue(engine.families.standard().needsCompaction());
    }
  }

  @Test
  void compactionsTakeWhatTheChangeLetsThem() throws IOException {
    Options options = CREATE.with("disable_auto_compactions", "true").with("target_file_size_base", 4 << 10)
        .with("block_size", 512).with("compression", "kNoCompression").with("max_grandparent_overlap_factor", 100);
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    Extensions extensions = new Extensions().logSink((level, micros, text) -> lines.add(text));
    try (Engine engine = Engine.open(directory, options, extensions);
        ColumnFamilyHandle family = engine.columnFamily("default")) {
      for (int level = 2; level > 0; level--) {
        for (int i = 0; i < 200; i++) {
          engine.put(bytes("k" + (1000 + i)), new byte[100]);
        }
        engine.flush();
        engine.compactFiles(family, List.of(engine.tables(family).getFirst().number()), level);
      }
      engine.setOptions(Map.of("source_compaction_factor", "1000"));
      lines.clear();
      engine.manualCompaction();
      engine.pauseBackgroundWork();
      assertEquals(1, lines.stream().filter(line -> line.contains("\"event\": \"compaction_finished\"")).count(),
          "steps of the manual compaction of level 1");
      engine.continueBackgroundWork();
    }
  }

  static void seal(Engine engine, int memTables) {
    for (int i = 0; engine.families.standard().immutable.size() < memTables; i++) {
      engine.put(bytes("sealed" + i), new byte[30_000]);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
