package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lasso.engine.server.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Once no background work is left, no level is above its target, whatever became of the compactions before. */
@Timeout(120)
final class DueCompactionTest {
  private static final Options SMALL = Options.defaults().with("create_if_missing", "true")
      .with("disable_data_sync", "true").with("num_levels", 4).with("max_bytes_for_level_base", 16 << 10)
      .with("max_bytes_for_level_multiplier", 4).with("compression", "kNoCompression");

  @TempDir private Path directory;

  @Test
  void tablesThatWereMovedCountInTheLevelThatTheyWereMovedTo() throws IOException, InterruptedException {
    try (Engine engine = Engine.open(directory, SMALL.with("level0_file_num_compaction_trigger", 1), new Extensions());
        ColumnFamilyHandle family = engine.columnFamily("default")) {
      for (int i = 0; i < 300; i++) {
        engine.put(bytes(String.format(Locale.ROOT, "k%04d", i)), new byte[100]);
      }
      engine.flush();
      Background.untilIdle(engine);
      assertEquals(List.of(2), levels(engine, family), "a table above the target of level 1");
    }
  }

  @Test
  void whatACompactionLeftIsDueAgainThoughATableCameMeanwhile() throws IOException, InterruptedException {
    HeldMerge operator = new HeldMerge(true);
    Options options = SMALL.with("paranoid_checks", "false").with("level0_file_num_compaction_trigger", 2)
        .with("merge_operator", operator.name());
    try (Engine engine = Engine.open(directory, options, new Extensions().mergeOperator(operator));
        ColumnFamilyHandle family = engine.columnFamily("default")) {
      engine.put(bytes("a"), bytes("1"));
      engine.flush();
      engine.merge(bytes("a"), bytes("2"));
      engine.flush();
      Patience.await(operator.merging);
      engine.put(bytes("b"), bytes("1"));
      engine.flush();
      operator.goOn.countDown();
      Background.untilIdle(engine);
      assertEquals(List.of(1, 1), levels(engine, family));
    }
  }

  private static List<Integer> levels(Engine engine, ColumnFamilyHandle family) {
    return engine.tables(family).stream().map(LiveTable::level).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
