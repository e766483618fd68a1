package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.file.CorruptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small logs and manifests, cut and flipped at every offset, and opened in every mode. */
@Timeout(120)
final class DamagedFilesTest {
  /** No memtable is ever flushed unasked, so that several logs are alive. */
  private static final Options MANY_LOGS = Options.defaults().with("max_write_buffer_number", 20)
      .with("min_write_buffer_number_to_merge", 15);

  @TempDir private Path directory;
  private final CopiedDatabase database = new CopiedDatabase(MANY_LOGS);
  private final List<Written> written = new ArrayList<>();
  private int copies;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aLogCutAnywhereLeavesAPrefix(int log) throws IOException {
    Path killed = threeLogs();
    long number = written.get(2 * log).log;
    byte[] whole = Files.readAllBytes(log(killed, number));
    for (int end = 0; end < whole.length; end++) {
      int intact = intact(number, end);
      boolean unnoticeable = log == 2 && (end == 0 || written.get(4).end == end);
      for (String mode : modes(log, end, CopiedDatabase.MODES.subList(0, 3))) {
        boolean refused = mode.equals("kAbsoluteConsistency") && !unnoticeable;
        assertEquals(refused ? -1 : intact, recovered(killed, number, Arrays.copyOf(whole, end), mode),
            mode + " after a cut at " + end);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void aFlippedBitAnywhereInALogIsNoticed(int log) throws IOException {
    Path killed = threeLogs();
    long number = written.get(2 * log).log;
    byte[] whole = Files.readAllBytes(log(killed, number));
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << at % 8);
      for (String mode : modes(log, at, CopiedDatabase.MODES)) {
        if (mode.equals("kSkipAnyCorruptedRecords")) {
          assertOnlyDamagedWritesAreSkipped(damaged(killed, log(killed, number), flipped));
        } else {
          int intact = mode.equals("kPointInTimeRecovery") ? intact(number, at) : -1;
          assertEquals(intact, recovered(killed, number, flipped, mode), mode + " after a flip at " + at);
        }
      }
    }
  }

  private void assertOnlyDamagedWritesAreSkipped(Path copy) throws IOException {
    Map<String, String> rest = database.contents(copy, "kSkipAnyCorruptedRecords");
    assertNotNull(rest);
    assertTrue(database.isMadeOfWrites(rest), rest::toString);
    assertTrue(rest.size() >= 2 * (written.size() - 2), rest::toString);
    assertEquals(rest, database.contents(copy, "kAbsoluteConsistency"), "the second recovery found something to do");
    CopiedDatabase.delete(copy);
  }

  /** All modes for the log that a crash tears, the last; for the others one, by turns. */
  private static List<String> modes(int log, int offset, List<String> all) {
    return log == 2 ? all : List.of(all.get(offset % all.size()));
  }

  @Test
  void aMissingLogEndsTheReplay() throws IOException {
    Path killed = threeLogs();
    for (int log = 0; log < 3; log++) {
      Path file = log(killed, written.get(2 * log).log);
      assertEquals(2 * log, recovered(killed, file, null, "kTolerateCorruptedTailRecords"));
      assertEquals(2 * log, recovered(killed, file, null, "kPointInTimeRecovery"));
      assertEquals(log == 2 ? 4 : -1, recovered(killed, file, null, "kAbsoluteConsistency"));
    }
  }

  @Test
  void writesThatNoLogHoldsLeaveNoGap() throws IOException {
    Path killed = directory.resolve("killed");
    try (Engine engine = database.open(directory.resolve("made"), "kAbsoluteConsistency")) {
      database.write(engine, "a", "1");
      engine.write(new WriteOptions(false, true), new WriteBatch().put(new byte[]{1}, new byte[]{1}));
      switchLog(engine);
      engine.write(new WriteOptions(false, true), new WriteBatch().put(new byte[]{1}, new byte[]{1}));
      database.write(engine, "b", "2");
      CopiedDatabase.copy(directory.resolve("made"), killed);
    }
    assertEquals(database.states.getLast(), database.contents(killed, "kAbsoluteConsistency"));
  }

  /** The table has a write from beyond the end of the log, which never had it. */
  @Test
  void aFlushOfWritesThatNoLogHoldsIsNotAheadOfALogThatIsLost() throws IOException {
    Path killed = directory.resolve("killed");
    long log;
    try (Engine engine = database.open(directory.resolve("made"), "kPointInTimeRecovery")) {
      database.write(engine, "a", "1");
      switchLog(engine);
      log = engine.logs.number();
      engine.write(new WriteOptions(false, true), new WriteBatch().put(new byte[]{1}, new byte[]{1}));
      engine.flush();
      assertEquals(log, engine.logs.number());
      database.write(engine, "b", "2");
      CopiedDatabase.copy(directory.resolve("made"), killed);
    }
    byte[] bytes = Files.readAllBytes(log(killed, log));
    bytes[0] ^= 1;
    Files.write(log(killed, log), bytes);
    Map<String, String> contents = database.contents(killed, "kPointInTimeRecovery");
    assertNotNull(contents);
    assertTrue(contents.values().containsAll(database.states.get(1).values()), contents::toString);
  }

  @Test
  void aFamilyAheadOfTheRecoveryPointIsRefused() throws IOException {
    Path killed = directory.resolve("killed");
    long log;
    try (Engine engine = database.open(directory.resolve("made"), "kPointInTimeRecovery")) {
      log = engine.logs.number();
      database.write(engine, "a", "1");
      database.write(engine, "b", "2");
      engine.flush();
      database.write(engine, "c", "3");
      CopiedDatabase.copy(directory.resolve("made"), killed);
    }
    assertEquals(3, database.prefix(database.states.getLast()));
    byte[] bytes = Files.readAllBytes(log(killed, log));
    bytes[bytes.length - 1] ^= 1;
    Files.write(log(killed, log), bytes);
    CorruptionException e = assertThrows(CorruptionException.class,
        () -> database.open(killed, "kPointInTimeRecovery"));
    assertTrue(("" + e.getMessage()).contains("column family 'default' has later writes, up to 3 in table #"),
        e.getMessage());
    assertNotNull(database.contents(killed, "kSkipAnyCorruptedRecords"));
  }

  @Test
  void aManifestCutAnywhereIsAnOlderVersionOrCorruption() throws IOException {
    Path killed = withManifest();
    Path manifest = manifest(killed);
    byte[] whole = Files.readAllBytes(manifest);
    int older = 0;
    for (int end = 0; end < whole.length; end++) {
      Path copy = damaged(killed, manifest, Arrays.copyOf(whole, end));
      Map<String, String> contents = database.contents(copy, "kTolerateCorruptedTailRecords");
      assertTrue(contents == null || database.prefix(contents) >= 0, "cut at " + end + ": " + contents);
      older += contents == null ? 0 : 1;
      CopiedDatabase.delete(copy);
    }
    assertTrue(older > 0);
  }

  @Test
  void aManifestWhoseLastRecordIsTornLosesNothingElse() throws IOException {
    Path made = directory.resolve("made");
    Path killed = directory.resolve("killed");
    Engine engine = database.open(made, "kAbsoluteConsistency");
    database.write(engine, "a", "1");
    database.write(engine, "b", "2");
    byte[] before = Files.readAllBytes(manifest(made));
    CopiedDatabase.copy(made, killed);
    engine.flush();
    engine.close();
    byte[] after = Files.readAllBytes(manifest(made));
    for (int end = before.length; end < after.length; end++) {
      Path copy = damaged(killed, manifest(killed), Arrays.copyOf(after, end));
      assertEquals(database.states.getLast(), database.contents(copy, "kAbsoluteConsistency"), "cut at " + end);
      CopiedDatabase.delete(copy);
    }
  }

  @Test
  void aFlippedBitAnywhereInAManifestIsCorruption() throws IOException {
    Path killed = withManifest();
    Path manifest = manifest(killed);
    byte[] whole = Files.readAllBytes(manifest);
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << at % 8);
      Path copy = damaged(killed, manifest, flipped);
      assertNull(database.contents(copy, CopiedDatabase.MODES.get(at % 4)), "flip at " + at);
      CopiedDatabase.delete(copy);
    }
  }

  @Test
  void aTableThatIsMissingOrCutIsFoundByTheOpen() throws IOException {
    Path killed = withManifest();
    Path table;
    try (var files = Files.list(killed)) {
      table = files.filter(file -> file.toString().endsWith(".sst")).sorted().findFirst().orElseThrow();
    }
    assertEquals(-1, recovered(killed, table, null, "kTolerateCorruptedTailRecords"));
    byte[] bytes = Files.readAllBytes(table);
    assertEquals(-1,
        recovered(killed, table, Arrays.copyOf(bytes, bytes.length - 1), "kTolerateCorruptedTailRecords"));
  }

  /** A killed database with two writes in each of three logs, none in a table. */
  private Path threeLogs() throws IOException {
    Path made = directory.resolve("made");
    Path killed = directory.resolve("killed");
    try (Engine engine = database.open(made, "kAbsoluteConsistency")) {
      for (int i = 0; i < 6; i++) {
        database.write(engine, "k" + i, "v" + i);
        written.add(new Written(engine.logs.number(), (int) Files.size(log(made, engine.logs.number()))));
        if (i % 2 == 1 && i < 5) {
          switchLog(engine);
        }
      }
      CopiedDatabase.copy(made, killed);
    }
    assertEquals(3, written.stream().map(Written::log).distinct().count());
    return killed;
  }

  /** A killed database whose manifest has several records. */
  private Path withManifest() throws IOException {
    Path made = directory.resolve("made");
    Path killed = directory.resolve("killed");
    try (Engine engine = database.open(made, "kAbsoluteConsistency");
        ColumnFamilyHandle second = engine.columnFamily(CopiedDatabase.SECOND)) {
      database.write(engine, "a", "1");
      engine.flush();
      database.write(engine, "b", "2");
      engine.flush(second);
      engine.flush();
      database.write(engine, "c", "3");
      CopiedDatabase.copy(made, killed);
    }
    return killed;
  }

  private static void switchLog(Engine engine) throws IOException {
    engine.mutex.lock();
    try {
      engine.writePath.exclusively(() -> {
        engine.memTables.switchMemtable(engine.families.standard());
        return engine;
      });
    } finally {
      engine.mutex.unlock();
    }
  }

  /** The writes that come before the byte at {@code offset} of a log. */
  private int intact(long log, int offset) {
    return (int) written.stream().filter(write -> write.log < log || write.log == log && write.end <= offset).count();
  }

  private int recovered(Path killed, long log, byte[] content, String mode) throws IOException {
    return recovered(killed, log(killed, log), content, mode);
  }

  /** The length of the prefix that an open finds, or -1 for corruption; null for {@code content} deletes the file. */
  private int recovered(Path killed, Path file, byte @Nullable [] content, String mode) throws IOException {
    Path copy = damaged(killed, file, content);
    Map<String, String> contents = database.contents(copy, mode);
    if (contents != null) {
      assertTrue(database.prefix(contents) >= 0, () -> "no prefix: " + contents);
    }
    CopiedDatabase.delete(copy);
    return contents == null ? -1 : database.prefix(contents);
  }

  private Path damaged(Path killed, Path file, byte @Nullable [] content) throws IOException {
    Path copy = CopiedDatabase.copy(killed, directory.resolve("copy" + copies++));
    Path damaged = copy.resolve(file.getFileName().toString());
    Files.delete(damaged);
    if (content != null) {
      Files.write(damaged, content);
    }
    return copy;
  }

  private static Path log(Path database, long number) {
    return database.resolve(String.format(java.util.Locale.ROOT, "%06d.log", number));
  }

  private static Path manifest(Path database) throws IOException {
    return database.resolve(Files.readString(database.resolve("CURRENT")).strip());
  }

  /** A write: its log, and the size of that behind it. */
  private record Written(long log, int end) {}
}
