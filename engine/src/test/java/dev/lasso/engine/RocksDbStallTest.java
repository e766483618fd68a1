package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * RocksDB 4.9 itself as the judge of write stalls: the same slow writer, with the same drawn options, has to get the
 * same stall lines in the same order, rates included, the same levels after every flush and compaction, and the same
 * end. Two differences are left:
 *
 * <ul>
 * <li>max_write_buffer_number=1 is not drawn. 4.9 raises it to 2, but first takes one less than what was asked for as
 * the limit of min_write_buffer_number_to_merge, which so becomes 0: a flush is pending although there is no memtable,
 * and empty flushes follow each other without end. Here that minimum is at least 1.
 * <li>4.9 moves a single table to an empty level and logs that as Moved, where this engine may rewrite it; the levels
 * afterwards are the same.
 * </ul>
 */
@Timeout(300)
final class RocksDbStallTest {
  private static final int ALL = 50;
  private static final long STALLED = 1;

  @TempDir private Path directory;

  @Test
  void stallsAreThoseOfRocksDbAndAStopOneTableLaterIsNot() throws Exception {
    TreeMap<String, List<String>> theirs = compare(1, 6);
    Options later = DrawnStallOptions.of(STALLED).options();
    later = later.with("level0_stop_writes_trigger", Long.parseLong(later.get("level0_stop_writes_trigger")) + 1);
    assertNotEquals(theirs.get("" + STALLED), history("later", later, STALLED));
  }

  @Test
  @Tag("soak")
  void stallsAreThoseOfRocksDbUnderFiftyOptionSets() throws Exception {
    compare(1, ALL);
  }

  /** The histories of RocksDB, which ours equal. */
  private TreeMap<String, List<String>> compare(long from, long to) throws Exception {
    List<String> seeds = LongStream.rangeClosed(from, to).mapToObj(Long::toString).toList();
    Process rocksDb = start(seeds);
    try {
      TreeMap<String, List<String>> ours = new TreeMap<>();
      for (String seed : seeds) {
        DrawnStallOptions drawn = DrawnStallOptions.of(Long.parseLong(seed));
        ours.put(seed, history("ours" + seed, drawn.options(), Long.parseLong(seed)));
      }
      TreeMap<String, List<String>> theirs = read(rocksDb);
      for (String seed : seeds) {
        assertEquals(text(theirs, seed), text(ours, seed),
            () -> "seed " + seed + ": " + DrawnStallOptions.of(Long.parseLong(seed)));
      }
      assertTrue(theirs.values().stream().anyMatch(lines -> lines.contains("the writer ends stalled")));
      assertTrue(theirs.values().stream().anyMatch(lines -> lines.contains("the writer ends")));
      return theirs;
    } finally {
      rocksDb.destroyForcibly().waitFor();
    }
  }

  private List<String> history(String name, Options options, long seed) throws Exception {
    StallHistory history = new StallHistory();
    try (Engine engine = Engine.open(directory.resolve(name), options,
        new Extensions().logSink((level, micros, text) -> history.line(text)))) {
      new SlowWriter(new Ours(engine), history, seed).run();
    }
    return history.lines();
  }

  private static String text(TreeMap<String, List<String>> histories, String seed) {
    return String.join("\n", histories.getOrDefault(seed, List.of()));
  }

  private Process start(List<String> seeds) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
        RocksDbStalls.class.getName(), Files.createDirectory(directory.resolve("theirs")).toString()));
    command.addAll(seeds);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** The history of each seed. */
  private static TreeMap<String, List<String>> read(Process process) throws IOException {
    TreeMap<String, List<String>> histories = new TreeMap<>();
    List<String> current = new ArrayList<>();
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); !"done".equals(line); line = reader.readLine()) {
        if (line == null) {
          throw new IllegalStateException("the process of RocksDB died");
        } else if (line.startsWith("seed ")) {
          current = new ArrayList<>();
          histories.put(line.substring("seed ".length()), current);
        } else {
          current.add(line);
        }
      }
    }
    return histories;
  }

  /** Our engine, looked at with its mutex. */
  private record Ours(Engine engine) implements SlowWriter.Database {

    @Override
    public void write(byte[][] keys, byte[][] values) {
      WriteBatch batch = new WriteBatch();
      for (int i = 0; i < keys.length; i++) {
        batch.put(keys[i], values[i]);
      }
      engine.write(batch);
    }

    @Override
    public boolean isQuiet() {
      return Background.isIdle(engine);
    }

    @Override
    public boolean isStopped() {
      engine.mutex.lock();
      try {
        return engine.scheduler.isIdle() && engine.controller.isStopped();
      } finally {
        engine.mutex.unlock();
      }
    }
  }
}
