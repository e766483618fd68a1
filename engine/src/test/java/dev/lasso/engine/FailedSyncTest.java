package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One run of everything that syncs or renames, again and again, each time with the next of these steps failing. */
@Timeout(120)
final class FailedSyncTest {
  private static final Options OPTIONS = Options.defaults().with("create_if_missing", "true").with("wal_dir", "logs")
      .with("create_missing_column_families", "true").withFamily("second", FamilyOptions.defaults());

  @TempDir private Path directory;
  private final List<String> acknowledged = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void afterAFailedSyncNothingIsAcknowledgedAndNothingIsLost(String paranoid) throws IOException {
    Options options = OPTIONS.with("paranoid_checks", paranoid);
    int step = 0;
    for (boolean failed = true; failed; step++) {
      Path run = Files.createDirectory(directory.resolve("run" + step));
      FaultyDisk disk = new FaultyDisk(run.getFileSystem());
      disk.fail(step);
      acknowledged.clear();
      String failure = run(disk.wrap(run), options, paranoid, disk);
      failed = disk.failed() != null;
      if (failed) {
        String file = ("" + disk.failed()).split(" ")[1];
        assertTrue(failure.contains(file), "step " + step + ", " + disk.failed() + ": " + failure);
      } else {
        assertEquals("", failure);
        assertEquals(6, acknowledged.size());
      }
      boolean made = Files.exists(run.resolve("CURRENT")) && Engine.listColumnFamilies(run).contains("third");
      Options reopened = made ? options.withFamily("third", FamilyOptions.defaults()) : options;
      try (Engine engine = Engine.open(run, reopened, new Extensions())) {
        for (String key : acknowledged) {
          assertNotNull(engine.get(bytes(key)), "step " + step + ", " + disk.failed() + ": " + key);
        }
      }
    }
    assertTrue(step > 25, "only " + step + " steps");
  }

  /** The first failure, once it is sure that no write is made after it, or an empty text. */
  private String run(Path path, Options options, String paranoid, FaultyDisk disk) throws IOException {
    Engine engine;
    try {
      engine = Engine.open(path, options, new Extensions());
    } catch (IOException e) {
      return "" + e.getMessage();
    }
    String failure = "";
    try (ColumnFamilyHandle second = engine.columnFamily("second")) {
      List<Action> actions = List.of(() -> put(engine, "a", true), () -> put(engine, "b", false), () -> {
        engine.put(second, bytes("x"), bytes("1"));
        engine.flush();
      }, () -> put(engine, "c", true), () -> {
        engine.put(bytes("d"), bytes("1"));
        engine.manualCompaction();
      }, () -> engine.flush(second), () -> put(engine, "e", true),
          () -> engine.createColumnFamily("third", FamilyOptions.defaults()).close(),
          () -> put(engine, "f", true), () -> put(engine, "g", false));
      for (Action action : actions) {
        String thrown = thrown(action);
        if (!failure.isEmpty()) {
          continue;
        }
        failure = thrown == null ? "" : thrown;
        boolean mayGoOn = paranoid.equals("false") && ("" + disk.failed()).startsWith("move OPTIONS");
        if (disk.failed() != null && !mayGoOn) {
          int before = acknowledged.size();
          for (boolean sync : new boolean[]{true, false}) {
            EngineException e = assertThrows(EngineException.class, () -> put(engine, "later", sync),
                () -> "" + disk.failed());
            assertTrue(("" + e.getMessage()).contains(("" + disk.failed()).split(" ")[1]), e.getMessage());
          }
          assertEquals(before, acknowledged.size());
        }
      }
    }
    engine.close();
    return failure;
  }

  @Test
  void currentIsReplacedByARenameThatEverythingPrecedes() throws IOException {
    FaultyDisk disk = new FaultyDisk(directory.getFileSystem());
    Engine.open(disk.wrap(directory), OPTIONS, new Extensions()).close();
    String name = "" + directory.getFileName();
    List<String> steps = List.copyOf(disk.steps);
    assertEquals(List.of("sync MANIFEST-000004", "sync " + name, "sync 000004.dbtmp", "move CURRENT", "sync " + name),
        steps.subList(steps.lastIndexOf("move CURRENT") - 3, steps.lastIndexOf("move CURRENT") + 2));
  }

  @Test
  void aTableIsDurableBeforeTheManifestHasItAndTheLogsBeforeBoth() throws IOException {
    FaultyDisk disk = new FaultyDisk(directory.getFileSystem());
    try (Engine engine = Engine.open(disk.wrap(directory), OPTIONS, new Extensions())) {
      engine.put(bytes("a"), bytes("1"));
      disk.steps.clear();
      engine.flush();
      assertEquals(List.of("sync 000003.log", "sync logs", "sync 000008.sst", "sync " + directory.getFileName(),
          "sync MANIFEST-000004"), List.copyOf(disk.steps));
    }
  }

  @Test
  void aSyncedWriteSyncsEveryLogAndTheirDirectoryOnce() throws IOException {
    FaultyDisk disk = new FaultyDisk(directory.getFileSystem());
    Options many = OPTIONS.withFamily("default",
        FamilyOptions.defaults().with("max_write_buffer_number", 6).with("min_write_buffer_number_to_merge", 5)
            .with("write_buffer_size", 64 << 10));
    try (Engine engine = Engine.open(disk.wrap(directory), many, new Extensions())) {
      for (int i = 0; i < 100; i++) {
        engine.put(bytes("key" + i), bytes("x".repeat(1000)));
      }
      disk.steps.clear();
      for (int i = 0; i < 2; i++) {
        put(engine, "a", true);
      }
      assertEquals(List.of("sync 000003.log", "sync 000007.log", "sync logs", "sync 000007.log"),
          List.copyOf(disk.steps));
    }
  }

  private void put(Engine engine, String key, boolean sync) {
    engine.write(new WriteOptions(sync, false), new WriteBatch().put(bytes(key), bytes("1")));
    acknowledged.add(key);
  }

  private static @Nullable String thrown(Action action) {
    try {
      action.run();
      return null;
    } catch (IOException | EngineException e) {
      assertFalse(("" + e.getMessage()).contains("\n"));
      return "" + e.getMessage();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private interface Action {
    void run() throws IOException;
  }
}
