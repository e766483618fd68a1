package dev.lasso.workloads.mixed;

import dev.lasso.engine.ColumnFamilyHandle;
import dev.lasso.engine.CompactionRange;
import dev.lasso.engine.Engine;
import dev.lasso.engine.LiveTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The operations of one client that change no data: whatever they do, every read must find what it would without. */
final class MixedUpkeep {

  private static final int MOST_MILLIS = 20;
  private static final List<Map<String, String>> CHANGES = List.of(
      Map.of("level0_file_num_compaction_trigger", "1"),
      Map.of("level0_file_num_compaction_trigger", "3"),
      Map.of("level0_slowdown_writes_trigger", "4", "level0_stop_writes_trigger", "4"),
      Map.of("level0_slowdown_writes_trigger", "8", "level0_stop_writes_trigger", "12"),
      Map.of("write_buffer_size", "65536"),
      Map.of("write_buffer_size", "131072", "arena_block_size", "4096"),
      Map.of("max_write_buffer_number", "2"),
      Map.of("max_write_buffer_number", "4"),
      Map.of("soft_pending_compaction_bytes_limit", "262144"),
      Map.of("target_file_size_base", "16384"),
      Map.of("target_file_size_base", "65536", "target_file_size_multiplier", "2"),
      Map.of("max_bytes_for_level_base", "65536", "max_bytes_for_level_multiplier", "2"),
      Map.of("max_bytes_for_level_base", "524288", "max_bytes_for_level_multiplier", "10"),
      Map.of("source_compaction_factor", "2", "expanded_compaction_factor", "2"),
      Map.of("max_grandparent_overlap_factor", "1", "verify_checksums_in_compaction", "true"));

  private final MixedView view;
  private final RandomGenerator random;

  MixedUpkeep(MixedView view, RandomGenerator random) {
    this.view = view;
    this.random = random;
  }

  void flush() throws IOException {
    switch (random.nextInt(4)) {
      case 0 -> engine().flushAll();
      case 1 -> engine().requestFlush();
      default -> engine().flush(family());
    }
  }

  void compactRange() throws IOException {
    int keys = view.space().keys();
    int first = random.nextInt(keys);
    CompactionRange range = CompactionRange.of(random.nextInt(3) == 0 ? null : view.space().key(first),
        random.nextInt(3) == 0 ? null : view.space().key(first + random.nextInt(keys - first)));
    UpkeepCalls.manualCompaction(engine(), family(), random.nextBoolean() ? range : range.shared());
  }

  void compactFiles() throws IOException {
    ColumnFamilyHandle family = family();
    List<LiveTable> tables = engine().tables(family);
    if (!tables.isEmpty()) {
      List<Long> numbers = new ArrayList<>();
      int deepest = 0;
      for (int left = 1 + random.nextInt(2); left > 0; left--) {
        LiveTable table = tables.get(random.nextInt(tables.size()));
        numbers.add(table.number());
        deepest = Math.max(deepest, table.level());
      }
      int output = Math.max(1, deepest + random.nextInt(2));
      UpkeepCalls.compactFiles(engine(), family, numbers, output);
    }
  }

  void pauseBackground() throws InterruptedException {
    engine().pauseBackgroundWork();
    Thread.sleep(random.nextInt(MOST_MILLIS));
    engine().continueBackgroundWork();
  }

  void disableManualCompaction() throws InterruptedException {
    engine().disableManualCompaction();
    Thread.sleep(random.nextInt(MOST_MILLIS));
    engine().enableManualCompaction();
  }

  void setOptions() throws IOException {
    engine().setOptions(family(), CHANGES.get(random.nextInt(CHANGES.size())));
  }

  void syncWal() throws IOException {
    engine().syncWal();
  }

  /** Looks at the lists of files: every table is in its level's order, and every log is there. */
  void listFiles() throws IOException {
    List<Path> logs = engine().logFiles();
    if (logs.isEmpty() || Files.notExists(logs.getLast())) {
      throw new AssertionError("the newest log is not among the files: " + logs);
    }
    List<LiveTable> tables = engine().tables(family());
    for (int i = 1; i < tables.size(); i++) {
      LiveTable before = tables.get(i - 1);
      LiveTable table = tables.get(i);
      boolean ordered = before.level() < table.level() || table.level() == 0
          || Arrays.compareUnsigned(before.largest(), table.smallest()) < 0;
      if (before.level() > table.level() || !ordered) {
        throw new AssertionError("tables #" + before.number() + " and #" + table.number() + " overlap in level "
            + table.level() + " or stand in the wrong order");
      }
    }
    engine().closeIdleTables(0, random.nextInt(4));
  }

  private Engine engine() {
    return view.store().engine();
  }

  private ColumnFamilyHandle family() {
    return view.store().family(random.nextInt(view.space().families()));
  }
}
