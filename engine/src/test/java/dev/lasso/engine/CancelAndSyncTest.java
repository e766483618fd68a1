package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class CancelAndSyncTest {
  private static final Options CREATE = Options.defaults().with("create_if_missing", "true");
  private static final WriteOptions UNLOGGED = new WriteOptions(false, true);
  private static final Duration HANG = Duration.ofSeconds(20);
  private static final WriteOptions SYNCED = new WriteOptions(true, false);

  @TempDir private Path directory;

  @Test
  void cancellingFlushesWhatNoLogHoldsSoThatCloseNeedNot() throws IOException {
    try (Engine engine = open(CREATE)) {
      engine.write(UNLOGGED, new WriteBatch().put(bytes("a"), bytes("1")));
      engine.cancelAllBackgroundWork(true);
      assertTrue(engine.describe().contains("levels [1 "), engine::describe);
      engine.put(bytes("b"), bytes("2"));
    }
    try (Engine again = open(CREATE)) {
      assertArrayEquals(bytes("1"), again.get(bytes("a")));
      assertArrayEquals(bytes("2"), again.get(bytes("b")));
    }
  }

  @Test
  void cancellingFlushesThoughBackgroundWorkIsPaused() throws IOException {
    try (Engine engine = open(CREATE)) {
      engine.write(UNLOGGED, new WriteBatch().put(bytes("a"), bytes("1")));
      engine.pauseBackgroundWork();
      assertTimeoutPreemptively(HANG, () -> engine.cancelAllBackgroundWork(true));
      assertTrue(engine.describe().contains("levels [1 "), engine::describe);
    }
  }

  @Test
  void cancellingFlushesWithoutAThreadForFlushes() throws IOException {
    try (Engine engine = open(CREATE.with("max_background_flushes", 0).with("base_background_compactions", 0))) {
      engine.write(UNLOGGED, new WriteBatch().put(bytes("a"), bytes("1")));
      assertTimeoutPreemptively(HANG, () -> engine.cancelAllBackgroundWork(true));
      assertTrue(engine.describe().contains("levels [1 "), engine::describe);
    }
  }

  @Test
  void afterCancellingNothingThatNeedsBackgroundWorkIsTaken() throws IOException {
    try (Engine engine = open(CREATE)) {
      engine.cancelAllBackgroundWork(false);
      engine.cancelAllBackgroundWork(true);
      engine.put(bytes("a"), bytes("1"));
      assertEquals("background work is cancelled", assertThrows(EngineException.class, engine::flush).getMessage());
      EngineException refused = assertThrows(EngineException.class,
          () -> engine.write(UNLOGGED, new WriteBatch().put(bytes("b"), bytes("2"))));
      assertTrue(("" + refused.getMessage()).contains("could never be flushed"), refused.getMessage());
      assertArrayEquals(bytes("1"), engine.get(bytes("a")));
    }
  }

  @Test
  void writesFailOnceCancelledWorkCouldNotRelieveThem() throws IOException {
    try (Engine engine = open(CREATE.with("write_buffer_size", 64 << 10).with("arena_block_size", 4 << 10))) {
      engine.cancelAllBackgroundWork(true);
      byte[] value = new byte[40_000];
      EngineException stopped = assertThrows(EngineException.class, () -> {
        for (int i = 0; i < 100; i++) {
          engine.put(bytes("key" + i), value);
        }
      });
      assertTrue(("" + stopped.getMessage()).contains("writes are stopped"), stopped.getMessage());
    }
  }

  @Test
  void aSyncOfTheLogCoversWhatWasWrittenBefore() throws IOException {
    FaultyDisk disk = new FaultyDisk(directory.getFileSystem());
    try (Engine engine = Engine.open(disk.wrap(directory), CREATE, new Extensions())) {
      Path log = engine.files.log(engine.logs.number());
      engine.put(bytes("a"), bytes("1"));
      assertFalse(disk.synced(log) == engine.logs.totalBytes());
      engine.syncWal();
      assertEquals(engine.logs.totalBytes(), disk.synced(log));
    }
  }

  @Test
  void aSyncedWriteOfNothingCoversWhatWasWrittenBefore() throws IOException {
    FaultyDisk disk = new FaultyDisk(directory.getFileSystem());
    try (Engine engine = Engine.open(disk.wrap(directory), CREATE, new Extensions())) {
      Path log = engine.files.log(engine.logs.number());
      engine.put(bytes("a"), bytes("1"));
      long bytes = engine.logs.totalBytes();
      engine.write(SYNCED, new WriteBatch());
      engine.write(SYNCED, new WriteBatch());
      assertEquals(bytes, engine.logs.totalBytes());
      assertEquals(bytes, disk.synced(log));
    }
  }

  @Test
  void afterAFailedSyncOfTheLogNothingIsWritten() throws IOException {
    FaultyDisk disk = new FaultyDisk(directory.getFileSystem());
    try (Engine engine = Engine.open(disk.wrap(directory), CREATE, new Extensions())) {
      engine.put(bytes("a"), bytes("1"));
      disk.fail(disk.steps.size());
      assertThrows(IOException.class, engine::syncWal);
      assertThrows(EngineException.class, () -> engine.put(bytes("b"), bytes("1")));
      assertThrows(EngineException.class, engine::syncWal);
    }
  }

  private Engine open(Options options) throws IOException {
    return Engine.open(directory, options, new Extensions());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
