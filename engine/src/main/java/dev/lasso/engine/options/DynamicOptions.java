package dev.lasso.engine.options;

import java.util.List;

/**
 * The options that may change while a database is open. Of a column family these are the limits and sizes that RocksDB
 * 4.9 lets change; of the whole database the limits that RocksDB lets change since 5.0, as far as they are honoured.
 */
public final class DynamicOptions {
  private static final List<String> OF_FAMILY = List.of("write_buffer_size", "max_write_buffer_number",
      "arena_block_size", "memtable_prefix_bloom_bits", "memtable_prefix_bloom_probes",
      "memtable_prefix_bloom_huge_page_tlb_size", "max_successive_merges", "filter_deletes",
      "inplace_update_num_locks", "disable_auto_compactions", "soft_pending_compaction_bytes_limit",
      "hard_pending_compaction_bytes_limit", "level0_file_num_compaction_trigger", "level0_slowdown_writes_trigger",
      "level0_stop_writes_trigger", "max_grandparent_overlap_factor", "expanded_compaction_factor",
      "source_compaction_factor", "target_file_size_base", "target_file_size_multiplier", "max_bytes_for_level_base",
      "max_bytes_for_level_multiplier", "verify_checksums_in_compaction", "max_sequential_skip_in_iterations",
      "paranoid_file_checks", "report_bg_io_stats");
  private static final List<String> OF_DATABASE = List.of("base_background_compactions", "delayed_write_rate",
      "max_background_compactions", "max_total_wal_size");

  private DynamicOptions() {}

  /** Whether the option of that name, of whichever section, may change. */
  public static boolean contains(String name) {
    return OF_FAMILY.contains(name) || OF_DATABASE.contains(name);
  }

  /**
   * Returns {@code name} if it is an option of a column family that may change.
   *
   * @throws OptionsException otherwise
   */
  public static String checkFamily(String name) {
    Catalogue.standard().named(name);
    if (OF_DATABASE.contains(name)) {
      throw new OptionsException(name + " is an option of the whole database; change it with setDBOptions");
    }
    if (!OF_FAMILY.contains(name)) {
      throw new OptionsException(refusal(name));
    }
    return name;
  }

  /**
   * Returns {@code name} if it is an option of the whole database that may change.
   *
   * @throws OptionsException otherwise, naming those that may
   */
  public static String checkDatabase(String name) {
    Catalogue.standard().named(name);
    if (OF_FAMILY.contains(name)) {
      throw new OptionsException(name + " is an option of a column family; change it with setOptions");
    }
    if (!OF_DATABASE.contains(name)) {
      throw new OptionsException(refusal(name) + ". Those of the whole database that can change are "
          + String.join(", ", OF_DATABASE));
    }
    return name;
  }

  private static String refusal(String name) {
    return name + " cannot change while the database is open; close it and open it with another " + name;
  }
}
