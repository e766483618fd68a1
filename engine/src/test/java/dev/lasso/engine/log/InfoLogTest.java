package dev.lasso.engine.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InfoLogTest {
  private static final int OPENS = 300;

  @TempDir private Path directory;

  /** The clock of each begins with a millisecond, so that logs opened one right after the other agree on the time. */
  @Test
  void everyOldLogIsKeptHoweverSoonTheNextIsOpened() throws IOException {
    for (int i = 0; i < OPENS; i++) {
      new InfoLog(directory, LogLevel.INFO, new MicrosClock(), (level, micros, text) -> {}).close();
    }
    try (var files = Files.list(directory)) {
      assertEquals(OPENS, files.count());
    }
  }
}
