package dev.lasso.engine.options;

import java.util.List;
import java.util.Map;

/**
 * The options of one column family as an open engine uses them: parsed, and adjusted as RocksDB 4.9 adjusts what does
 * not fit together.
 *
 * @param cacheBytes memory for blocks of tables, 0 for none; the default family's is for the tables of all
 * @param verifyInCompaction whether a compaction checks the checksums of what it reads
 * @param leastPartialOperands how many merge operands a compaction combines into one
 * @param notes what was adjusted or has no effect, one LOG line each
 */
public record FamilySettings(StallLimits stall, LevelShape shape, FileLimits fileLimits, BufferLimits buffers,
    TableShape tables, long cacheBytes, boolean verifyInCompaction, int leastPartialOperands, List<String> notes) {
  private static final long LEAST_BUFFER = 64 << 10;
  private static final long GREATEST_BUFFER = 64L << 30;
  private static final int PAGE = 4096;

  /**
   * The settings of the family of that name for the options that are set, others having their defaults.
   *
   * @param delayedWriteRate what the database allows a slowed writer, in bytes a second
   */
  public static FamilySettings of(String family, Map<String, String> set, long delayedWriteRate) {
    boolean isDefault = family.equals(OptionsFile.DEFAULT_FAMILY);
    OptionReader options = new OptionReader(set, isDefault ? "" : " of column family '" + family + "'");
    if (!isDefault) {
      List.of("block_cache", "no_block_cache").forEach(options::noteShared);
    }
    LevelShape shape = shape(options);
    return new FamilySettings(stall(options, shape.compactionTrigger(), delayedWriteRate), shape, fileLimits(options),
        buffers(options), TableShape.of(options), options.flag("no_block_cache") ? 0 : options.size("block_cache"),
        options.flag("verify_checksums_in_compaction"),
        Math.clamp(options.size("min_partial_merge_operands"), 2, Integer.MAX_VALUE), options.notes());
  }

  private static BufferLimits buffers(OptionReader options) {
    long buffer = Math.clamp(options.size("write_buffer_size"), LEAST_BUFFER, GREATEST_BUFFER);
    options.noteChange("write_buffer_size", options.size("write_buffer_size"), buffer);
    long block = options.size("arena_block_size");
    if (block == 0) {
      block = (buffer / 8 + PAGE - 1) / PAGE * PAGE;
    }
    int asked = options.whole("min_write_buffer_number_to_merge");
    int toMerge = Math.max(1, Math.min(asked, maxBuffers(options) - 1));
    options.noteChange("min_write_buffer_number_to_merge", asked, toMerge);
    return new BufferLimits(buffer, Math.clamp(block, PAGE, 1 << 30), toMerge);
  }

  private static int maxBuffers(OptionReader options) {
    return Math.max(2, options.whole("max_write_buffer_number"));
  }

  private static LevelShape shape(OptionReader options) {
    int trigger = Math.max(1, options.whole("level0_file_num_compaction_trigger"));
    options.noteChange("level0_file_num_compaction_trigger", options.whole("level0_file_num_compaction_trigger"),
        trigger);
    int levels = Math.max(2, options.whole("num_levels"));
    options.noteChange("num_levels", options.whole("num_levels"), levels);
    return new LevelShape(levels, trigger, Math.max(1, options.size("max_bytes_for_level_base")),
        options.whole("max_bytes_for_level_multiplier"), options.flag("level_compaction_dynamic_level_bytes"));
  }

  private static FileLimits fileLimits(OptionReader options) {
    return new FileLimits(Math.max(1, options.size("target_file_size_base")),
        options.whole("target_file_size_multiplier"), options.whole("source_compaction_factor"),
        options.whole("expanded_compaction_factor"), options.whole("max_grandparent_overlap_factor"));
  }

  private static StallLimits stall(OptionReader options, int trigger, long delayedWriteRate) {
    int slowdown = options.whole("level0_slowdown_writes_trigger");
    int adjustedSlowdown = slowdown < trigger ? trigger : slowdown;
    int stop = Math.max(options.whole("level0_stop_writes_trigger"), adjustedSlowdown);
    options.noteChange("level0_slowdown_writes_trigger", slowdown, adjustedSlowdown);
    options.noteChange("level0_stop_writes_trigger", options.whole("level0_stop_writes_trigger"), stop);
    long hard = options.size("hard_pending_compaction_bytes_limit");
    long soft = options.size("soft_pending_compaction_bytes_limit");
    if (soft == 0 || hard > 0 && soft > hard) {
      options.noteChange("soft_pending_compaction_bytes_limit", soft, hard);
      soft = hard;
    }
    return new StallLimits(maxBuffers(options), trigger, adjustedSlowdown, stop, soft, hard, delayedWriteRate,
        options.flag("disable_auto_compactions"));
  }
}
