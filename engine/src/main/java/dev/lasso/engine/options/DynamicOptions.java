package dev.lasso.engine.options;

import java.util.List;

/**
 * The options that may change while a database is open, which are those of RocksDB 4.9: limits and sizes of column
 * families. None of the whole database is among them.
 */
public final class DynamicOptions {
  private static final List<String> NAMES = List.of("write_buffer_size", "max_write_buffer_number", "arena_block_size",
      "memtable_prefix_bloom_bits", "memtable_prefix_bloom_probes", "memtable_prefix_bloom_huge_page_tlb_size",
      "max_successive_merges", "filter_deletes", "inplace_update_num_locks", "disable_auto_compactions",
      "soft_pending_compaction_bytes_limit", "hard_pending_compaction_bytes_limit",
      "level0_file_num_compaction_trigger", "level0_slowdown_writes_trigger", "level0_stop_writes_trigger",
      "max_grandparent_overlap_factor", "expanded_compaction_factor", "source_compaction_factor",
      "target_file_size_base", "target_file_size_multiplier", "max_bytes_for_level_base",
      "max_bytes_for_level_multiplier", "verify_checksums_in_compaction", "max_sequential_skip_in_iterations",
      "paranoid_file_checks", "report_bg_io_stats");

  private DynamicOptions() {}

  /**
   * Returns {@code name} if the option may change.
   *
   * @throws OptionsException if it may not, or there is none of that name
   */
  public static String check(String name) {
    OptionSpec spec = Catalogue.standard().named(name);
    if (!NAMES.contains(spec.name())) {
      throw new OptionsException(name + " cannot change while the database is open; close it and open it with another "
          + name);
    }
    return name;
  }
}
