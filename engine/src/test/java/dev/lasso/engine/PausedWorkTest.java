package dev.lasso.engine;

import static dev.lasso.engine.Refusals.assertRefused;
import static dev.lasso.engine.SmallLevels.MANUAL;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lasso.engine.server.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Background work that is held back by its owner. */
@Timeout(120)
final class PausedWorkTest {
  private final SmallLevels database;

  PausedWorkTest(@TempDir Path directory) {
    database = new SmallLevels(directory);
  }

  @Test
  void pausedBackgroundWorkBeginsWhenItIsContinued() throws Exception {
    try (Engine engine = database.open(MANUAL); ColumnFamilyHandle family = engine.columnFamily("default")) {
      database.put(engine, "a", "1");
      engine.pauseBackgroundWork();
      Thread flush = Thread.ofPlatform().start(() -> {
        try {
          engine.flush();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
      Patience.untilItWaits(flush);
      assertEquals(List.of(), engine.tables(family));
      engine.continueBackgroundWork();
      flush.join();
      assertEquals(1, engine.tables(family).size());
      assertRefused("is not paused", engine::continueBackgroundWork);
    }
  }

  @Test
  void closeEndsAPauseForTheFlushThatItNeeds() throws IOException {
    Engine engine = database.open(MANUAL);
    engine.write(new WriteOptions(false, true), new WriteBatch().put(bytes("a"), bytes("1")));
    engine.pauseBackgroundWork();
    engine.close();
    try (Engine again = database.open(MANUAL)) {
      assertEquals("1", SmallLevels.get(again, "a"));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
