package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.log.LogLevel;
import dev.lasso.engine.options.Catalogue;
import dev.lasso.engine.options.DynamicOptions;
import dev.lasso.engine.options.OptionEffect;
import dev.lasso.engine.options.OptionSection;
import dev.lasso.engine.options.OptionSpec;
import dev.lasso.engine.options.OptionsException;
import dev.lasso.engine.options.Quirk;
import dev.lasso.engine.server.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class SetDatabaseOptionsTest {
  private static final Options CREATE = Options.defaults().with("create_if_missing", "true");
  /** As in RocksDB issue 1297: nothing compacts, and the second table of level 0 stops writes. */
  private static final Options NEVER_COMPACTING = CREATE.withQuirk(Quirk.ZERO_BACKGROUND_COMPACTIONS)
      .with("max_background_compactions", 0).with("level0_file_num_compaction_trigger", 1)
      .with("level0_slowdown_writes_trigger", 2).with("level0_stop_writes_trigger", 2);
  /** Compacts two tables of level 0 under pressure alone, which begins at four. */
  private static final Options NOT_PRESSED = CREATE.with("base_background_compactions", 0)
      .with("level0_file_num_compaction_trigger", 2);
  private static final Options SLOWED = CREATE.withQuirk(Quirk.ZERO_BACKGROUND_COMPACTIONS)
      .with("max_background_compactions", 0).with("level0_file_num_compaction_trigger", 1)
      .with("level0_slowdown_writes_trigger", 2).with("level0_stop_writes_trigger", 9);

  @TempDir private Path directory;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  @Test
  void aWriterThatIsStoppedForWantOfCompactionsGoesOnOnceOneIsAllowed() throws IOException, InterruptedException {
    try (Engine engine = open(NEVER_COMPACTING)) {
      flushed(engine, 2);
      Thread writer = new Thread(() -> engine.put(bytes("late"), bytes("1")));
      writer.setDaemon(true);
      writer.start();
      Background.untilSomebodyWaits(engine);
      assertTrue(engine.describe().contains("unscheduled_compactions=1"), engine::describe);
      engine.setDBOptions(Map.of("max_background_compactions", "1"));
      writer.join(60_000);
      assertFalse(writer.isAlive(), engine::describe);
      assertEquals("1", new String(got(engine, "late"), StandardCharsets.UTF_8));
    }
  }

  @Test
  void compactionsWithoutPressureBeginOnceTheBaseAllowsThem() throws IOException, InterruptedException {
    try (Engine engine = open(NOT_PRESSED)) {
      flushed(engine, 2);
      assertTrue(engine.describe().contains("unscheduled_compactions=1 bg_flush_scheduled=0 bg_compaction_scheduled=0"),
          engine::describe);
      engine.setDBOptions(Map.of("base_background_compactions", "1"));
      Patience.until(() -> engine.describe().contains("levels [1 1 "), engine::describe);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void theNextSlowdownHasTheChangedRate(String withoutCompactions) throws IOException {
    try (Engine engine = open(SLOWED.with("disable_auto_compactions", withoutCompactions))) {
      flushed(engine, 1);
      engine.setDBOptions(Map.of("delayed_write_rate", "1234567"));
      flushed(engine, 1);
      assertTrue(lines.contains("WARN [default] Stalling writes because we have 2 level-0 files rate 1234567"),
          lines::toString);
    }
  }

  @Test
  void aLowerLimitOnTheLogsFreesTheOldestAtTheNextWrite() throws IOException {
    Options two = CREATE.with("create_missing_column_families", "true").withFamily("other", FamilyOptions.defaults());
    try (Engine engine = open(two)) {
      engine.put(bytes("a"), bytes("1"));
      engine.put(bytes("b"), bytes("1"));
      assertEquals(0, flushesForLogs());
      engine.setDBOptions(Map.of("max_total_wal_size", "1"));
      engine.put(bytes("c"), bytes("1"));
      assertEquals(1, flushesForLogs(), lines::toString);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "paranoid_checks | false | paranoid_checks cannot change while the database is open; close it and open it with"
        + " another paranoid_checks. Those of the whole database that can change are base_background_compactions,"
        + " delayed_write_rate, max_background_compactions, max_total_wal_size",
    "write_buffer_size | 65536 | write_buffer_size is an option of a column family; change it with setOptions",
    "max_background_compactions | 0 | max_background_compactions=0 never compacts, so writes would stop for good; to"
        + " load without compactions set disable_auto_compactions=true and run a manual compaction afterwards",
    "max_total_wal_size | many | max_total_wal_size must be an integer from 0 to 18446744073709551615, not 'many'",
    "no_such | 1 | unknown option 'no_such'"})
  void whatCannotChangeIsRefusedInOneLineAndNothingIsChanged(String option, String value, String message)
      throws IOException {
    try (Engine engine = open(CREATE)) {
      OptionsException e = assertThrows(OptionsException.class,
          () -> engine.setDBOptions(Map.of(option, value, "base_background_compactions", "-1")));
      assertEquals(message, e.getMessage());
      assertEquals("1", engine.families.options().get("base_background_compactions"));
    }
  }

  @Test
  void theOptionsFileHasTheChangeBesideThatOfAColumnFamily() throws IOException {
    try (Engine engine = open(CREATE)) {
      engine.setOptions(Map.of("level0_stop_writes_trigger", "77"));
      engine.setDBOptions(Map.of("max_background_compactions", "3"));
      try (var files = Files.list(directory)) {
        Path newest = files.filter(file -> file.getFileName().toString().startsWith("OPTIONS-")).sorted()
            .reduce((first, second) -> second).orElseThrow();
        Options written = Options.parse(Files.readString(newest));
        assertEquals("3", written.get("max_background_compactions"));
        assertEquals("77", written.get("level0_stop_writes_trigger"));
      }
      assertTrue(engine.describe().contains("thread_pool LOW queue=0 threads=0 limit=3"), engine::describe);
    }
  }

  @Test
  void everyOptionOfTheDatabaseThatCanChangeIsHonoured() {
    Set<String> honoured = Catalogue.standard().all().stream()
        .filter(spec -> spec.section() == OptionSection.DATABASE && DynamicOptions.contains(spec.name()))
        .filter(spec -> spec.effect() == OptionEffect.HONOURED).map(OptionSpec::name).collect(Collectors.toSet());
    assertEquals(Set.of("base_background_compactions", "delayed_write_rate", "max_background_compactions",
        "max_total_wal_size"), honoured);
  }

  private Engine open(Options options) throws IOException {
    return Engine.open(directory, options, new Extensions().logSink(this::line));
  }

  private void line(LogLevel level, long micros, String text) {
    lines.add(level + " " + text);
  }

  private long flushesForLogs() {
    return lines.stream().filter(line -> line.contains("Flushing all column families with data in WAL number")).count();
  }

  private static void flushed(Engine engine, int tables) throws IOException {
    for (int i = 0; i < tables; i++) {
      engine.put(bytes("flushed" + i), bytes("1"));
      engine.flush();
    }
  }

  private static byte[] got(Engine engine, String key) throws IOException {
    byte[] value = engine.get(bytes(key));
    return value == null ? new byte[0] : value;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
