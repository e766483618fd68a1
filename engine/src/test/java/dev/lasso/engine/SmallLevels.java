package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A database of four small levels, with a model of what was written to it and the lines of its LOG. */
final class SmallLevels {
  static final Options OPTIONS = Options.defaults().with("create_if_missing", "true")
      .with("write_buffer_size", 64 << 10).with("disable_data_sync", "true").with("num_levels", 4)
      .with("max_bytes_for_level_base", 16 << 10).with("target_file_size_base", 4 << 10)
      .with("max_bytes_for_level_multiplier", 3).with("compression", "kNoCompression").with("block_size", 512);
  static final Options MANUAL = OPTIONS.with("disable_auto_compactions", "true")
      .with("level0_slowdown_writes_trigger", 100).with("level0_stop_writes_trigger", 100);

  private final Path directory;
  private final List<String> lines = new ArrayList<>();
  private final TreeMap<String, String> model = new TreeMap<>();

  SmallLevels(Path directory) {
    this.directory = directory;
  }

  Engine open(Options options) throws IOException {
    return Engine.open(directory, options, new Extensions().logSink((level, micros, text) -> {
      synchronized (lines) {
        lines.add(text);
      }
    }));
  }

  void put(Engine engine, String key, String value) {
    engine.put(bytes(key), bytes(value));
    model.put(key, value);
  }

  void delete(Engine engine, String key) {
    engine.delete(bytes(key));
    model.remove(key);
  }

  void fill(Engine engine, String prefix, int count) {
    for (int i = 0; i < count; i++) {
      put(engine, String.format(Locale.ROOT, "%s%04d", prefix, i), "x".repeat(90));
    }
  }

  void assertHoldsWhatWasWritten(Engine engine) throws IOException {
    TreeMap<String, String> contents = new TreeMap<>();
    try (EngineIterator iterator = engine.iterator(ReadOptions.standard())) {
      for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
        contents.put(text(iterator.key()), text(iterator.value()));
      }
    }
    assertEquals(model, contents);
  }

  /** The LOG lines of a turn can come later than what waits for its work; no turn is left after a pause. */
  List<String> eventsNamed(Engine engine, String name) {
    engine.pauseBackgroundWork();
    engine.continueBackgroundWork();
    Pattern event = Pattern.compile("EVENT_LOG_v1 .*\"event\": \"" + name + "\".*");
    synchronized (lines) {
      return lines.stream().map(event::matcher).filter(Matcher::find).map(Matcher::group).toList();
    }
  }

  void clearLines() {
    synchronized (lines) {
      lines.clear();
    }
  }

  static List<Long> numbers(Engine engine, ColumnFamilyHandle family) {
    return engine.tables(family).stream().map(LiveTable::number).toList();
  }

  static String get(Engine engine, String key) throws IOException {
    byte[] value = engine.get(bytes(key));
    return value == null ? "" : text(value);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
