package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process is killed in the midst of its writes, flushes and compactions, or while it opens, again and again on
 * the same directory. Whatever it said it had written is there, synced or not, since the operating system lives on; of
 * the rest each batch is there as a whole or not at all, and none without those that its writer wrote before.
 */
@Timeout(600)
final class KilledWriterTest {
  private static final int MOST_ACKNOWLEDGED = 400;

  @TempDir private Path directory;
  private final Set<KilledWriter.Batch> acknowledged = new HashSet<>();

  @Test
  void whatAKilledProcessAcknowledgedIsThere() throws Exception {
    kill(5);
  }

  @Test
  @Tag("soak")
  void whatFiftyKilledProcessesAcknowledgedIsThere() throws Exception {
    kill(50);
  }

  @Test
  void aLostATornAndASkippedBatchAreFound() throws Exception {
    try (Engine engine = KilledWriter.open(directory)) {
      for (int number = 0; number < 3; number++) {
        KilledWriter.Batch batch = new KilledWriter.Batch(0, 0, number);
        engine.write(batch.changes());
        acknowledged.add(batch);
      }
      assertEquals(List.of(), violations(engine));
      new KilledWriter.Batch(0, 0, 2).keys().forEach(engine::delete);
      assertEquals(List.of("lost: 0 0 2 ."), violations(engine));
      acknowledged.clear();
      assertEquals(List.of(), violations(engine));
      engine.delete(new KilledWriter.Batch(0, 0, 1).keys().getFirst());
      assertEquals(List.of("torn: 0 0 1 ."), violations(engine));
      new KilledWriter.Batch(0, 0, 0).keys().forEach(engine::delete);
      assertEquals(List.of("skipped: 0 0 0 .", "torn: 0 0 1 ."), violations(engine));
    }
  }

  private void kill(int rounds) throws Exception {
    Random random = new Random(rounds);
    long slowest = 0;
    for (int round = 0; round < rounds; round++) {
      int before = acknowledged.size();
      int most = random.nextInt(MOST_ACKNOWLEDGED);
      // Now and then the process dies while it recovers what the one before has left.
      writeUntilKilled(round, round % 5 == 4 ? -random.nextInt(400) : most);
      assertTrue(round % 5 == 4 || acknowledged.size() >= before + most, "round " + round);
      long began = System.nanoTime();
      try (Engine engine = KilledWriter.open(directory)) {
        slowest = Math.max(slowest, System.nanoTime() - began);
        assertEquals(List.of(), violations(engine), "round " + round);
      }
    }
    System.out.println(rounds + " kills, " + acknowledged.size() + " batches acknowledged; the slowest open took "
        + slowest / 1_000_000 + " ms");
  }

  /**
   * Kills once so many batches are acknowledged, or, with a negative number, so many milliseconds after the start. By
   * its handle: what it had printed can then still be read.
   */
  private void writeUntilKilled(int round, int acknowledgements) throws Exception {
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
        System.getProperty("java.class.path"), KilledWriter.class.getName(), directory.toString(), "" + round)
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
      if (acknowledgements < 0) {
        Thread.sleep(-acknowledgements);
        process.toHandle().destroyForcibly();
      }
      int count = -1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.equals(KilledWriter.OPENED) && line.endsWith(".")) {
          acknowledged.add(KilledWriter.Batch.parse(line));
        }
        if (++count == Math.max(0, acknowledgements)) {
          process.toHandle().destroyForcibly();
        }
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** What is wrong with the contents, in the order of the batches. */
  private List<String> violations(Engine engine) throws IOException {
    Map<String, Integer> found = new HashMap<>();
    try (EngineIterator iterator = engine.iterator(ReadOptions.standard())) {
      for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
        String key = new String(iterator.key(), StandardCharsets.US_ASCII);
        String line = key.substring(key.indexOf(' ') + 1);
        assertTrue(new String(iterator.value(), StandardCharsets.US_ASCII).startsWith(line), key);
        found.merge(line, 1, Integer::sum);
      }
    }
    Set<String> expected = new HashSet<>(found.keySet());
    acknowledged.forEach(batch -> expected.add(batch.line()));
    for (String line : found.keySet()) {
      KilledWriter.Batch batch = KilledWriter.Batch.parse(line);
      for (int number = 0; number < batch.number(); number++) {
        expected.add(new KilledWriter.Batch(batch.round(), batch.writer(), number).line());
      }
    }
    List<String> violations = new ArrayList<>();
    for (String line : expected.stream().sorted().toList()) {
      int keys = found.getOrDefault(line, 0);
      if (keys == 0) {
        violations.add((acknowledged.contains(KilledWriter.Batch.parse(line)) ? "lost: " : "skipped: ") + line);
      } else if (keys < KilledWriter.KEYS_A_BATCH) {
        violations.add("torn: " + line);
      }
    }
    return violations;
  }
}
