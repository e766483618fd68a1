package dev.lasso.engine.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "mapped {0}")
@ValueSource(booleans = {false, true})
final class ReadFileTest {
  @Parameter private boolean mapped;
  @TempDir private Path directory;

  @Test
  void readsWhatIsThere() throws IOException {
    try (ReadFile file = open(written(1, 2, 3, 4, 5))) {
      assertEquals(5, file.size());
      assertArrayEquals(new byte[]{2, 3, 4}, file.read(1, 3));
      assertArrayEquals(new byte[0], file.read(5, 0));
    }
  }

  @Test
  void anEmptyFileIsEmpty() throws IOException {
    try (ReadFile file = open(written())) {
      assertEquals(0, file.size());
      assertThrows(EOFException.class, () -> file.read(0, 1));
    }
  }

  @Test
  void aReadAcrossTheEndNamesFileAndOffset() throws IOException {
    try (ReadFile file = open(written(1, 2, 3))) {
      assertEquals("file ends before offset 4", assertThrows(EOFException.class, () -> file.read(1, 3)).getMessage());
    }
  }

  @Test
  void aReadAfterTheCloseFails() throws IOException {
    ReadFile file = open(written(1));
    file.close();
    file.close();
    assertThrows(ClosedChannelException.class, () -> file.read(0, 1));
  }

  @Test
  void aReadOfAnInterruptedThreadIsMadeAndLeavesItInterrupted() throws IOException {
    try (ReadFile file = open(written(7))) {
      Thread.currentThread().interrupt();
      assertArrayEquals(new byte[]{7}, file.read(0, 1));
      assertEquals(true, Thread.interrupted());
    }
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path missing = directory.resolve("missing");
    assertEquals(missing.toString(), assertThrows(NoSuchFileException.class, () -> open(missing)).getMessage());
  }

  private ReadFile open(Path path) throws IOException {
    return mapped ? ReadFile.map(path) : ReadFile.open(path);
  }

  private Path written(int... values) throws IOException {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return Files.write(directory.resolve("file"), bytes);
  }
}
