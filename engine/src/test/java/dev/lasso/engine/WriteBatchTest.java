package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class WriteBatchTest {
  private static final Options CREATE = Options.defaults().with("create_if_missing", "true");

  @TempDir private Path directory;

  @Test
  @SuppressWarnings("NullAway") // what a caller without such a check may do
  void aChangeThatCannotBeAddedLeavesTheBatchAsItWas() throws IOException {
    try (Engine engine = Engine.open(directory, CREATE, new Extensions());
        ColumnFamilyHandle family = engine.columnFamily("default")) {
      WriteBatch batch = new WriteBatch().put(bytes("a"), bytes("1"));
      int size = batch.byteSize();
      assertThrows(NullPointerException.class, () -> batch.put(bytes("b"), null));
      assertThrows(NullPointerException.class, () -> batch.put(family, bytes("b"), null));
      assertThrows(NullPointerException.class, () -> batch.merge(bytes("b"), null));
      assertThrows(NullPointerException.class, () -> batch.delete(null));
      assertEquals(size, batch.byteSize());
      engine.write(batch.put(bytes("c"), bytes("2")));
    }
    try (Engine again = Engine.open(directory, CREATE, new Extensions())) {
      assertArrayEquals(bytes("1"), again.get(bytes("a")));
      assertArrayEquals(bytes("2"), again.get(bytes("c")));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
