package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.file.CorruptionException;
import dev.lasso.engine.log.LogSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Two column families and what every prefix of the writes to them amounts to. A copy of the directory while no
 * background work runs is what a process that is killed then leaves; a compaction that runs meanwhile would be copied
 * in part.
 */
final class CopiedDatabase {
  static final List<String> MODES = List.of("kTolerateCorruptedTailRecords", "kAbsoluteConsistency",
      "kPointInTimeRecovery", "kSkipAnyCorruptedRecords");
  static final String SECOND = "second";

  /** The contents after each write, by family and key; the first is empty. */
  final List<Map<String, String>> states = new ArrayList<>();
  private final Options options;

  CopiedDatabase(Options options) {
    this.options = options.with("create_if_missing", "true").with("create_missing_column_families", "true")
        .withFamily(SECOND, options.family("default"));
    states.add(new TreeMap<>());
  }

  Engine open(Path directory, String mode, LogSink sink) throws IOException {
    Path unsynced = directory.getFileSystem() instanceof FaultyDisk
        ? directory
        : new FaultyDisk(directory.getFileSystem()).wrap(directory);
    return Engine.open(unsynced, options.with("wal_recovery_mode", mode), new Extensions().logSink(sink));
  }

  Engine open(Path directory, String mode) throws IOException {
    return open(directory, mode, (level, micros, text) -> {
    });
  }

  /** Writes {@code key} to both families, or deletes it with null, and notes what that leads to. */
  void write(Engine engine, String key, @Nullable String value) {
    write(engine, key, value, false);
  }

  /** {@link #write(Engine, String, String)}, synced or not. */
  void write(Engine engine, String key, @Nullable String value, boolean sync) {
    Map<String, String> state = new TreeMap<>(states.getLast());
    try (ColumnFamilyHandle second = engine.columnFamily(SECOND)) {
      WriteBatch batch = new WriteBatch();
      if (value == null) {
        batch.delete(bytes(key)).delete(second, bytes(key));
        state.remove("default." + key);
        state.remove(SECOND + "." + key);
      } else {
        batch.put(bytes(key), bytes(value)).put(second, bytes(key), bytes(value));
        state.put("default." + key, value);
        state.put(SECOND + "." + key, value);
      }
      states.add(state);
      engine.write(new WriteOptions(sync, false), batch);
    }
  }

  /** What an open in {@code mode} finds, or null if it reports corruption, with file and offset. */
  @Nullable
  Map<String, String> contents(Path directory, String mode) throws IOException {
    try (Engine engine = open(directory, mode)) {
      return contents(engine);
    } catch (CorruptionException e) {
      assertTrue(("" + e.getMessage()).matches("Corruption: \\S+ at offset \\d+: .+"), e.getMessage());
      return null;
    }
  }

  Map<String, String> contents(Engine engine) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (ColumnFamilyHandle second = engine.columnFamily(SECOND)) {
      for (String key : keys()) {
        add(found, "default." + key, engine.get(bytes(key)));
        add(found, SECOND + "." + key, engine.get(second, bytes(key)));
      }
    }
    return found;
  }

  /** How many writes lead to {@code contents}, the greatest if several do, or -1. */
  int prefix(Map<String, String> contents) {
    return states.lastIndexOf(contents);
  }

  /** Whether every value was once that of its key. */
  boolean isMadeOfWrites(Map<String, String> contents) {
    return contents.entrySet().stream()
        .allMatch(entry -> states.stream().anyMatch(state -> entry.getValue().equals(state.get(entry.getKey()))));
  }

  /** Copies the files of {@code from} to the new directory {@code to}. */
  static Path copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (var files = Files.list(from)) {
      for (Path file : files.sorted().toList()) {
        // The others are written anew by every open, and read by none.
        if (Files.isRegularFile(file) && !file.getFileName().toString().matches("LO.*|OPTIONS.*")) {
          Files.copy(file, to.resolve(file.getFileName().toString()));
        }
      }
    }
    return to;
  }

  static void delete(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  private List<String> keys() {
    return states.stream().flatMap(state -> state.keySet().stream()).map(key -> key.substring(key.indexOf('.') + 1))
        .distinct().sorted().toList();
  }

  private static void add(Map<String, String> found, String key, byte @Nullable [] value) {
    if (value != null) {
      found.put(key, new String(value, StandardCharsets.UTF_8));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
