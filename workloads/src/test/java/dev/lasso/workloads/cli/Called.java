package dev.lasso.workloads.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A call of the command line and all that it said. */
record Called(int code, String out, String err) {

  static Called lasso(String... arguments) {
    Sink out = new Sink();
    Sink err = new Sink();
    int code = Main.run(arguments, out, err, false);
    return new Called(code, out.text(), err.text());
  }

  /** The same, with an exit code that is not to be taken for granted. */
  static Called ending(int code, String... arguments) {
    Called called = lasso(arguments);
    assertEquals(code, called.code, () -> List.of(arguments) + "\n" + called.out + called.err);
    return called;
  }

  /** The JSON object that standard output consists of. */
  JsonNode json() throws IOException {
    assertEquals(1, out.lines().count(), out);
    return new ObjectMapper().readTree(out);
  }

  /** Takes no lock, as the stream of a process takes none, since tasks under simulation write to it. */
  private static final class Sink extends OutputStream {

    private byte[] bytes = new byte[1 << 10];
    private int size;

    @Override
    public void write(int value) {
      if (size == bytes.length) {
        bytes = Arrays.copyOf(bytes, size * 2);
      }
      bytes[size++] = (byte) value;
    }

    String text() {
      return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }
  }
}
