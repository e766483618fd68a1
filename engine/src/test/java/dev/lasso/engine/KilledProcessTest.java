package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The directory is copied after every operation and at every LOG line in between, also while another process recovers,
 * and every copy is opened.
 */
@Timeout(120)
final class KilledProcessTest {
  private static final Options OPTIONS = Options.defaults().with("disable_auto_compactions", "true");

  @TempDir private Path directory;
  private final CopiedDatabase database = new CopiedDatabase(OPTIONS);
  private final List<Killed> killed = new ArrayList<>();

  @Test
  void everyAcknowledgedWriteIsThereWheneverTheProcessWasKilled() throws IOException {
    Path made = directory.resolve("made");
    Random random = new Random(1);
    for (int open = 0; open < 2; open++) {
      try (Engine engine = database.open(made, "kAbsoluteConsistency", (level, micros, text) -> kill(made));
          ColumnFamilyHandle second = engine.columnFamily(CopiedDatabase.SECOND)) {
        for (int i = 0; i < 8; i++) {
          database.write(engine, "key" + random.nextInt(5), random.nextInt(4) == 0 ? null : "value" + open + "." + i);
          kill(made);
          switch (i) {
            case 2 -> engine.flush();
            case 4 -> engine.flush(second);
            case 6 -> engine.manualCompaction();
            default -> {
            }
          }
        }
      }
    }
    assertTrue(killed.size() > 60, "only " + killed.size() + " copies");
    for (int i = 0; i < killed.size(); i++) {
      Killed copy = killed.get(i);
      Map<String, String> found = database.contents(copy.directory, CopiedDatabase.MODES.get(i % 4));
      assertNotNull(found);
      // The write that was under way may or may not be there.
      int prefix = database.prefix(found);
      boolean complete = found.equals(database.states.get(copy.writes))
          || copy.writes > 0 && found.equals(database.states.get(copy.writes - 1));
      assertTrue(complete, "copy " + i + " has prefix " + prefix + " of " + copy.writes);
      assertEquals(found, database.contents(copy.directory, "kAbsoluteConsistency"));
    }
  }

  @Test
  void aRecoveryMayBeKilledAtAnyMoment() throws IOException {
    Path made = directory.resolve("made");
    Path first = directory.resolve("first");
    try (Engine engine = database.open(made, "kAbsoluteConsistency")) {
      for (int i = 0; i < 4; i++) {
        database.write(engine, "key" + i, "value" + i);
        if (i == 1) {
          engine.flush();
        }
      }
      CopiedDatabase.copy(made, first);
    }
    database.open(first, "kAbsoluteConsistency", (level, micros, text) -> kill(first)).close();
    assertTrue(killed.size() >= 5, "only " + killed.size() + " copies");
    for (Killed copy : killed) {
      assertEquals(database.states.getLast(), database.contents(copy.directory, "kPointInTimeRecovery"));
      assertEquals(database.states.getLast(), database.contents(copy.directory, "kAbsoluteConsistency"));
    }
  }

  /** Nothing else goes on: a LOG line is written by the only thread that works. */
  private void kill(Path made) {
    try {
      killed.add(new Killed(CopiedDatabase.copy(made, directory.resolve("killed" + killed.size())),
          database.states.size() - 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Killed(Path directory, int writes) {}
}
