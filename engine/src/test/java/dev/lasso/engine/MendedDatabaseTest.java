package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a database cannot be opened or written with, one line says, with the file, what is wrong and what to do; and
 * once that is done the database opens with all its data.
 */
@Timeout(120)
final class MendedDatabaseTest {
  private static final Options OPTIONS = Options.defaults().with("create_if_missing", "true").with("write_buffer_size",
      64 << 10);
  private static final int KEYS = 200;

  @TempDir private Path directory;
  private int written;

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "MANIFEST-000099\n", "MANIFEST-000004"})
  void aDamagedCurrentIsMendedAsTheLineSays(String content) throws IOException {
    Path made = filled();
    Path current = made.resolve("CURRENT");
    Files.writeString(current, content);
    assertRefused(made, "CURRENT", "write MANIFEST-000004 and a line end to CURRENT");
    Files.writeString(current, "MANIFEST-000004\n");
    assertComplete(made);
  }

  @Test
  void aLostCurrentIsNotTakenForANewDatabase() throws IOException {
    Path made = filled();
    Files.delete(made.resolve("CURRENT"));
    assertRefused(made, "CURRENT", "write MANIFEST-000004 and a line end to CURRENT");
    Files.writeString(made.resolve("CURRENT"), "MANIFEST-000004\n");
    assertComplete(made);
  }

  @Test
  void aMissingTableIsAskedFor() throws IOException {
    Path made = filled();
    Path table;
    try (var files = Files.list(made)) {
      table = files.filter(file -> file.toString().endsWith(".sst")).sorted().findFirst().orElseThrow();
    }
    Path copy = Files.move(table, directory.resolve("copy"));
    assertRefused(made, "" + table.getFileName(), "put it back from a copy");
    Files.move(copy, table);
    assertComplete(made);
  }

  @ParameterizedTest
  @ValueSource(strings = {"000123.log", "20251231.sst", "MANIFEST-000007"})
  void aForeignDirectoryKeepsItsFiles(String name) throws IOException {
    Path file = Files.writeString(Files.createDirectory(directory.resolve("foreign")).resolve(name), "not ours");
    assertRefused(directory.resolve("foreign"), name, "copy");
    assertEquals("not ours", Files.readString(file));
    assertEquals(Map.of(name, "not ours"), contents(directory.resolve("foreign")));
  }

  @Test
  void aFirstOpenThatWasKilledIsNoForeignDirectory() throws IOException {
    Files.writeString(directory.resolve("MANIFEST-000001"), "cut");
    Engine.open(directory, OPTIONS, new Extensions()).close();
  }

  @Test
  void aFileInPlaceOfTheDirectoryIsKept() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "not ours");
    assertRefused(file, "file", "name another path");
    assertEquals("not ours", Files.readString(file));
  }

  @Test
  void aSecondOpenerInThisProcessLeavesTheFirstAlone() throws IOException {
    Path made = filled();
    try (Engine first = Engine.open(made, OPTIONS, new Extensions())) {
      assertRefused(made, "" + made, "in this process; close it there first");
      put(first);
    }
    assertComplete(made);
  }

  @Test
  void aSecondOpenerInAnotherProcessLeavesTheFirstAlone() throws Exception {
    Path made = filled();
    Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
        System.getProperty("java.class.path"), KilledWriter.class.getName(), made.toString(), "0")
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String last = "";
    try (var lines = other.inputReader(StandardCharsets.US_ASCII)) {
      assertEquals(KilledWriter.OPENED, lines.readLine());
      assertRefused(made, "" + made, "in another process; end that one first");
      for (int i = 0; i < 50; i++) {
        last = lines.readLine();
      }
    } finally {
      other.destroyForcibly().waitFor();
    }
    assertComplete(made);
    try (Engine engine = Engine.open(made, OPTIONS, new Extensions())) {
      for (byte[] key : KilledWriter.Batch.parse(last).keys()) {
        assertTrue(engine.get(key) != null, last);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, 50, 5_000, 40_000, 100_000})
  void aFullDiskLosesNothingThatWasAcknowledged(int room) throws IOException {
    Path made = filled();
    FaultyDisk disk = new FaultyDisk(directory.getFileSystem());
    Engine engine = Engine.open(disk.wrap(made), OPTIONS, new Extensions());
    disk.setRoom(room);
    EngineException first = assertThrows(EngineException.class, () -> putForever(engine));
    assertLine(first, "No space left on device", "write to ");
    EngineException second = assertThrows(EngineException.class, () -> put(engine));
    assertLine(second, "No space left on device", "mend the cause, close the database and open it again");
    engine.close();
    disk.setRoom(0);
    IOException e = assertThrows(IOException.class, () -> Engine.open(disk.wrap(made), OPTIONS, new Extensions()));
    assertLine(e, "No space left on device", "write to ");
    disk.setRoom(Long.MAX_VALUE);
    assertComplete(disk.wrap(made));
  }

  @Test
  void aReadOnlyDirectoryIsRefused() throws IOException {
    Path made = filled();
    FaultyDisk disk = new FaultyDisk(directory.getFileSystem());
    disk.setReadOnly(true);
    assertRefused(disk.wrap(made), "LOCK cannot be opened for writing in " + made, "where this process may write");
    disk.setReadOnly(false);
    assertComplete(disk.wrap(made));
  }

  /** A database with tables and a log. */
  private Path filled() throws IOException {
    Path made = directory.resolve("made");
    try (Engine engine = Engine.open(made, OPTIONS, new Extensions())) {
      for (int i = 0; i < KEYS; i++) {
        put(engine);
        if (i == KEYS / 2) {
          engine.flush();
        }
      }
    }
    return made;
  }

  private void putForever(Engine engine) {
    while (true) {
      put(engine);
    }
  }

  private void put(Engine engine) {
    engine.put(key(written), value(written));
    written++;
  }

  private void assertComplete(Path made) throws IOException {
    try (Engine engine = Engine.open(made, OPTIONS, new Extensions())) {
      for (int i = 0; i < written; i++) {
        assertArrayEquals(value(i), engine.get(key(i)), "key " + i);
      }
    }
  }

  /** Nothing is changed by an open that is refused. */
  private static void assertRefused(Path made, String file, String remedy) {
    assertLine(assertThrows(IOException.class, () -> Engine.open(made, OPTIONS, new Extensions())), file, remedy);
  }

  private static void assertLine(Throwable thrown, String file, String remedy) {
    String message = "" + thrown.getMessage();
    assertFalse(message.contains("\n"), message);
    assertTrue(message.contains(file), message);
    assertTrue(message.contains(remedy), message);
  }

  private static Map<String, String> contents(Path made) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (var files = Files.list(made)) {
      for (Path file : files.toList()) {
        contents.put("" + file.getFileName(), Files.readString(file));
      }
    }
    return contents;
  }

  private static byte[] key(int number) {
    return ("key" + number).getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] value(int number) {
    return (number + "x".repeat(300)).getBytes(StandardCharsets.US_ASCII);
  }
}
