package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.options.Catalogue;
import dev.lasso.engine.options.OptionEffect;
import dev.lasso.engine.options.OptionKind;
import dev.lasso.engine.options.OptionSection;
import dev.lasso.engine.options.OptionSpec;
import dev.lasso.engine.options.OptionsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every number that an option takes is either refused in so many words or worked with. */
@Timeout(120)
final class ExtremeOptionsTest {
  private static final Duration HANG = Duration.ofSeconds(60);
  private static final String OTHER = "other";

  /** As many threads as they say are started. */
  private static final Set<String> THREADS = Set.of("max_background_compactions", "max_background_flushes");

  @TempDir private Path directory;

  static Stream<Arguments> extremes() {
    return Catalogue.standard().all().stream()
        .filter(option -> option.effect() == OptionEffect.HONOURED && !THREADS.contains(option.name()))
        .flatMap(option -> extremes(option.kind()).map(value -> Arguments.of(option, value)));
  }

  private static Stream<String> extremes(OptionKind kind) {
    return switch (kind) {
      case OptionKind.Whole(long least, long greatest) -> Stream.of(Long.toString(least), Long.toString(greatest));
      case OptionKind.Unsigned() -> Stream.of("0", Long.toString(Long.MAX_VALUE), Long.toUnsignedString(-1));
      default -> Stream.of();
    };
  }

  @ParameterizedTest(name = "{0}={1}")
  @MethodSource("extremes")
  void theEngineWorksWithTheLeastAndTheGreatestNumber(OptionSpec option, String value) {
    Options options = Options.defaults().with("create_if_missing", "true")
        .with("create_missing_column_families", "true");
    options = option.section() == OptionSection.DATABASE ? options.with(option.name(), value) : options;
    for (String family : List.of(ColumnFamily.DEFAULT, OTHER)) {
      options = options.withFamily(family, option.section() == OptionSection.DATABASE
          ? FamilyOptions.defaults()
          : FamilyOptions.defaults().with(option.name(), value));
    }
    Options extreme = options;
    assertTimeoutPreemptively(HANG, () -> work(extreme));
  }

  @Test
  void memtablesOfAnySizeMakeNoLogTooLarge() throws IOException {
    FamilyOptions large = FamilyOptions.defaults().with("write_buffer_size", 64L << 30)
        .with("max_write_buffer_number", 1 << 26);
    Options options = Options.defaults().with("create_if_missing", "true")
        .with("create_missing_column_families", "true").withFamily(ColumnFamily.DEFAULT, large)
        .withFamily(OTHER, large);
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    try (Engine engine = Engine.open(directory, options,
        new Extensions().logSink((level, micros, text) -> lines.add(text)))) {
      engine.put(bytes("a"), bytes("1"));
      engine.put(bytes("b"), bytes("2"));
    }
    assertTrue(lines.stream().noneMatch(line -> line.contains("Flushing all column families")), lines::toString);
  }

  private void work(Options options) throws IOException {
    try (Engine engine = Engine.open(directory, options, new Extensions());
        ColumnFamilyHandle other = engine.columnFamily(OTHER)) {
      for (int round = 0; round < 2; round++) {
        for (String key : List.of("a", "b", "c")) {
          engine.put(bytes(key), new byte[5000]);
          engine.put(other, bytes(key), bytes(key + round));
        }
        engine.delete(bytes("a"));
        engine.flushAll();
      }
      engine.manualCompaction();
      engine.manualCompaction(other);
    } catch (OptionsException refused) {
      return;
    }
    try (Engine engine = Engine.open(directory, options, new Extensions());
        ColumnFamilyHandle other = engine.columnFamily(OTHER)) {
      assertNull(engine.get(bytes("a")));
      assertArrayEquals(new byte[5000], engine.get(bytes("b")));
      assertArrayEquals(bytes("c1"), engine.get(other, bytes("c")));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
