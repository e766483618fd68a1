package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.lasso.engine.server.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The list of the logs that are needed, and whom it waits for. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LogListTest {
  private static final Options OPTIONS = Options.defaults().with("create_if_missing", "true");

  @TempDir private Path directory;

  @Test
  void everyListedLogExistsAndAFlushedOneIsGone() throws IOException {
    try (Engine engine = Engine.open(directory, OPTIONS, new Extensions())) {
      engine.put("a".getBytes(StandardCharsets.US_ASCII), new byte[1]);
      Path first = engine.logFiles().getFirst();
      engine.flush();
      List<Path> logs = engine.logFiles();
      assertFalse(logs.contains(first), logs::toString);
      for (Path log : logs) {
        assertEquals(true, Files.exists(log), log::toString);
      }
    }
  }

  @Test
  void filesThatWereKeptForACheckpointAreDeletedBeforeLogsAreListed() throws IOException {
    try (Engine engine = Engine.open(directory, OPTIONS, new Extensions())) {
      engine.put("a".getBytes(StandardCharsets.US_ASCII), new byte[1]);
      Path first = engine.logFiles().getFirst();
      engine.purges.forbid();
      engine.flush();
      assertEquals(true, Files.exists(first), "a file that is kept");
      engine.purges.allow();
      List<Path> logs = engine.logFiles();
      assertFalse(logs.contains(first), logs::toString);
      assertFalse(Files.exists(first), "a file that is kept no more");
    }
  }

  @Test
  void listIsToBeHadThoughBackgroundWorkIsCancelled() throws IOException, InterruptedException {
    List<Path> listed = Collections.synchronizedList(new ArrayList<>());
    try (Engine engine = Engine.open(directory, OPTIONS, new Extensions())) {
      engine.cancelAllBackgroundWork(true);
      engine.mutex.lock();
      engine.purges.begin();
      engine.mutex.unlock();
      Thread lister = Thread.ofPlatform().start(() -> listed.addAll(engine.logFiles()));
      Patience.untilItWaits(lister);
      engine.mutex.lock();
      engine.purges.endOfNothing();
      engine.mutex.unlock();
      lister.join(60_000);
      assertEquals(1, listed.size());
    }
  }

  @Test
  void searchThatFindsNothingWakesWhoWaitsForIt() throws IOException, InterruptedException {
    List<Path> listed = Collections.synchronizedList(new ArrayList<>());
    try (Engine engine = Engine.open(directory, OPTIONS, new Extensions())) {
      engine.mutex.lock();
      engine.purges.begin();
      engine.mutex.unlock();
      Thread lister = Thread.ofPlatform().start(() -> listed.addAll(engine.logFiles()));
      Patience.untilItWaits(lister);
      assertEquals(List.of(), listed);
      engine.mutex.lock();
      engine.purges.endOfNothing();
      engine.mutex.unlock();
      lister.join(60_000);
      assertEquals(1, listed.size());
    }
  }
}
