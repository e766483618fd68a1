package dev.lasso.engine.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class ReadFileTest {
  private static final long HOUR = 3_600_000_000_000L;

  @TempDir private Path directory;

  @Test
  void anIdleFileIsClosedAndTheNextReadOpensIt() throws IOException {
    try (ReadFile file = file()) {
      assertTrue(file.closeIfIdle(0));
      assertFalse(file.isOpen());
      assertFalse(file.closeIfIdle(0));
      assertArrayEquals(new byte[]{2, 3}, file.read(1, 2));
      assertTrue(file.isOpen());
    }
  }

  @Test
  void aFileThatIsReadStaysOpen() throws IOException {
    try (ReadFile file = file()) {
      assertFalse(file.closeIfIdle(HOUR));
      assertTrue(file.isOpen());
    }
  }

  @Test
  void aClosedFileStaysClosed() throws IOException {
    ReadFile file = file();
    file.close();
    assertThrows(ClosedChannelException.class, () -> file.read(0, 1));
  }

  @Test
  void aReadThatASweepOvertakesSucceeds() throws IOException, InterruptedException {
    try (ReadFile file = file()) {
      AtomicBoolean sweeps = new AtomicBoolean(true);
      AtomicReference<Throwable> failed = new AtomicReference<>();
      Thread sweeper = new Thread(() -> {
        try {
          while (sweeps.get()) {
            file.closeIfIdle(0);
          }
        } catch (IOException e) {
          failed.set(e);
        }
      });
      sweeper.start();
      for (int i = 0; i < 2000; i++) {
        assertArrayEquals(new byte[]{1, 2, 3, 4}, file.read(0, 4));
      }
      sweeps.set(false);
      sweeper.join();
      assertTrue(failed.get() == null, () -> "" + failed.get());
    }
  }

  private ReadFile file() throws IOException {
    return ReadFile.open(Files.write(directory.resolve("file"), new byte[]{1, 2, 3, 4}));
  }
}
