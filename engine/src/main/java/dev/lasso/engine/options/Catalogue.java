package dev.lasso.engine.options;

import static dev.lasso.engine.options.OptionEffect.ACCEPTED;
import static dev.lasso.engine.options.OptionEffect.HONOURED;
import static dev.lasso.engine.options.OptionEffect.REFUSED;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The list of all options of RocksDB 4.9 in the order in which an OPTIONS file has them, each with kind, default and
 * effect. A name means one option, whatever its section. Where two spellings mean the same (disable_data_sync), both
 * are here. The one that no file of 4.9 has is block_cache, there an object; its name and its meaning as a size
 * are those of 4.9's option strings.
 */
public final class Catalogue {
  private static final long INT = Integer.MAX_VALUE;
  private static final OptionKind BOOL = new OptionKind.Bool();
  private static final OptionKind SIZE = new OptionKind.Unsigned();
  private static final OptionKind TEXT = new OptionKind.Text();
  private static final OptionKind FRACTION = new OptionKind.Fraction();
  private static final Catalogue STANDARD = new Catalogue();

  private final Map<String, OptionSpec> specs = new LinkedHashMap<>();

  private Catalogue() {
    database();
    databaseAccepted();
    columnFamily();
    compression();
    columnFamilyAccepted();
    table();
  }

  /** The catalogue. It never changes. */
  public static Catalogue standard() {
    return STANDARD;
  }

  /** All options, in the order of a file. */
  public Collection<OptionSpec> all() {
    return List.copyOf(new ArrayList<>(specs.values()));
  }

  /**
   * The option of that name.
   *
   * @throws OptionsException if there is none
   */
  public OptionSpec named(String name) {
    OptionSpec spec = specs.get(name);
    if (spec == null) {
      throw new OptionsException("unknown option '" + name + "'");
    }
    return spec;
  }

  private void database() {
    OptionSection s = OptionSection.DATABASE;
    add(s, "info_log_level", choice("DEBUG_LEVEL", "INFO_LEVEL", "WARN_LEVEL", "ERROR_LEVEL", "FATAL_LEVEL"),
        "INFO_LEVEL", HONOURED);
    add(s, "wal_recovery_mode", choice("kTolerateCorruptedTailRecords", "kAbsoluteConsistency", "kPointInTimeRecovery",
        "kSkipAnyCorruptedRecords"), "kTolerateCorruptedTailRecords", HONOURED);
    add(s, "wal_dir", TEXT, "", HONOURED);
    add(s, "db_log_dir", TEXT, "", HONOURED);
    add(s, "db_write_buffer_size", SIZE, "0", HONOURED);
    add(s, "max_total_wal_size", SIZE, "0", HONOURED);
    add(s, "base_background_compactions", whole(-1, INT), "1", HONOURED);
    add(s, "max_background_compactions", whole(0, INT), "1", HONOURED);
    add(s, "max_background_flushes", whole(0, INT), "1", HONOURED);
    add(s, "delayed_write_rate", SIZE, "2097152", HONOURED);
    add(s, "allow_mmap_reads", BOOL, "false", HONOURED);
    add(s, "paranoid_checks", BOOL, "true", HONOURED);
    add(s, "create_if_missing", BOOL, "false", HONOURED);
    add(s, "create_missing_column_families", BOOL, "false", HONOURED);
    add(s, "error_if_exists", BOOL, "false", HONOURED);
    add(s, "disable_data_sync", BOOL, "false", HONOURED);
    add(s, "disableDataSync", BOOL, "false", HONOURED);
    add(s, "recycle_log_file_num", whole(0, INT), "0", REFUSED);
    add(s, "allow_2pc", BOOL, "false", REFUSED);
    add(s, "WAL_ttl_seconds", SIZE, "0", REFUSED);
    add(s, "WAL_size_limit_MB", SIZE, "0", REFUSED);
  }

  private void databaseAccepted() {
    OptionSection s = OptionSection.DATABASE;
    for (String name : List.of("fail_if_options_file_error", "enable_write_thread_adaptive_yield",
        "allow_concurrent_memtable_write", "dump_malloc_stats", "use_fsync", "use_adaptive_mutex",
        "skip_stats_update_on_db_open", "skip_log_error_on_recovery", "new_table_reader_for_compaction_inputs",
        "enable_thread_tracking", "allow_mmap_writes")) {
      add(s, name, BOOL, "false", ACCEPTED);
    }
    for (String name : List.of("is_fd_close_on_exec", "allow_fallocate", "allow_os_buffer", "advise_random_on_open")) {
      add(s, name, BOOL, "true", ACCEPTED);
    }
    for (String name : List.of("wal_bytes_per_sync", "bytes_per_sync", "log_file_time_to_roll",
        "compaction_readahead_size", "max_log_file_size")) {
      add(s, name, SIZE, "0", ACCEPTED);
    }
    add(s, "write_thread_max_yield_usec", SIZE, "100", ACCEPTED);
    add(s, "write_thread_slow_yield_usec", SIZE, "3", ACCEPTED);
    add(s, "stats_dump_period_sec", whole(0, INT), "600", ACCEPTED);
    add(s, "max_manifest_file_size", SIZE, "18446744073709551615", ACCEPTED);
    add(s, "max_subcompactions", whole(1, INT), "1", HONOURED);
    add(s, "manifest_preallocation_size", SIZE, "4194304", ACCEPTED);
    add(s, "keep_log_file_num", SIZE, "1000", ACCEPTED);
    add(s, "table_cache_numshardbits", whole(-1, 30), "6", ACCEPTED);
    add(s, "max_open_files", whole(-1, INT), "5000", HONOURED);
    add(s, "max_file_opening_threads", whole(1, INT), "16", ACCEPTED);
    add(s, "writable_file_max_buffer_size", SIZE, "1048576", ACCEPTED);
    add(s, "random_access_max_buffer_size", SIZE, "1048576", ACCEPTED);
    add(s, "delete_obsolete_files_period_micros", SIZE, "21600000000", ACCEPTED);
    add(s, "access_hint_on_compaction_start", choice("NONE", "NORMAL", "SEQUENTIAL", "WILLNEED"), "NORMAL", ACCEPTED);
  }

  private void columnFamily() {
    OptionSection s = OptionSection.COLUMN_FAMILY;
    add(s, "comparator", TEXT, "leveldb.BytewiseComparator", HONOURED);
    add(s, "prefix_extractor", TEXT, "nullptr", HONOURED);
    add(s, "merge_operator", TEXT, "nullptr", HONOURED);
    add(s, "write_buffer_size", SIZE, "67108864", HONOURED);
    add(s, "arena_block_size", SIZE, "0", HONOURED);
    add(s, "max_write_buffer_number", whole(1, INT), "2", HONOURED);
    add(s, "min_write_buffer_number_to_merge", whole(1, INT), "1", HONOURED);
    add(s, "num_levels", whole(1, 64), "7", HONOURED);
    add(s, "level0_file_num_compaction_trigger", whole(0, INT), "4", HONOURED);
    add(s, "level0_slowdown_writes_trigger", whole(-1, INT), "20", HONOURED);
    add(s, "level0_stop_writes_trigger", whole(0, INT), "24", HONOURED);
    add(s, "soft_pending_compaction_bytes_limit", SIZE, "68719476736", HONOURED);
    add(s, "hard_pending_compaction_bytes_limit", SIZE, "274877906944", HONOURED);
    add(s, "max_bytes_for_level_base", SIZE, "268435456", HONOURED);
    add(s, "max_bytes_for_level_multiplier", whole(1, INT), "10", HONOURED);
    add(s, "level_compaction_dynamic_level_bytes", BOOL, "false", HONOURED);
    add(s, "target_file_size_base", SIZE, "67108864", HONOURED);
    add(s, "target_file_size_multiplier", whole(1, INT), "1", HONOURED);
    add(s, "disable_auto_compactions", BOOL, "false", HONOURED);
    add(s, "verify_checksums_in_compaction", BOOL, "true", HONOURED);
    add(s, "compaction_style", TEXT, "kCompactionStyleLevel", REFUSED);
    add(s, "table_factory", TEXT, "BlockBasedTable", REFUSED);
    add(s, "memtable_factory", TEXT, "SkipListFactory", REFUSED);
    add(s, "compaction_filter", TEXT, "nullptr", REFUSED);
    add(s, "compaction_filter_factory", TEXT, "nullptr", REFUSED);
    add(s, "inplace_update_support", BOOL, "false", REFUSED);
    add(s, "filter_deletes", BOOL, "false", ACCEPTED);
    add(s, "purge_redundant_kvs_while_flush", BOOL, "true", REFUSED);
  }

  private void compression() {
    OptionSection s = OptionSection.COLUMN_FAMILY;
    OptionKind compression = choice("kNoCompression", "kSnappyCompression", "kZlibCompression", "kBZip2Compression",
        "kLZ4Compression", "kLZ4HCCompression", "kXpressCompression", "kZSTDNotFinalCompression",
        "kDisableCompressionOption");
    add(s, "compression", compression, "kSnappyCompression", HONOURED);
    add(s, "bottommost_compression", compression, "kDisableCompressionOption", HONOURED);
    add(s, "compression_per_level", TEXT, "", HONOURED);
  }

  private void columnFamilyAccepted() {
    OptionSection s = OptionSection.COLUMN_FAMILY;
    add(s, "bloom_locality", SIZE, "0", ACCEPTED);
    add(s, "memtable_prefix_bloom_huge_page_tlb_size", SIZE, "0", ACCEPTED);
    add(s, "memtable_prefix_bloom_bits", SIZE, "0", ACCEPTED);
    add(s, "memtable_prefix_bloom_probes", SIZE, "6", ACCEPTED);
    add(s, "max_successive_merges", SIZE, "0", REFUSED);
    add(s, "max_sequential_skip_in_iterations", SIZE, "8", ACCEPTED);
    add(s, "source_compaction_factor", whole(0, INT), "1", HONOURED);
    add(s, "max_grandparent_overlap_factor", whole(0, INT), "10", HONOURED);
    add(s, "expanded_compaction_factor", whole(0, INT), "25", HONOURED);
    add(s, "min_partial_merge_operands", SIZE, "2", HONOURED);
    add(s, "soft_rate_limit", FRACTION, "0.000000", ACCEPTED);
    add(s, "hard_rate_limit", FRACTION, "0.000000", ACCEPTED);
    add(s, "rate_limit_delay_max_milliseconds", SIZE, "1000", ACCEPTED);
    add(s, "max_write_buffer_number_to_maintain", whole(-1, INT), "0", ACCEPTED);
    add(s, "paranoid_file_checks", BOOL, "false", ACCEPTED);
    add(s, "inplace_update_num_locks", SIZE, "10000", ACCEPTED);
    add(s, "optimize_filters_for_hits", BOOL, "false", ACCEPTED);
    add(s, "report_bg_io_stats", BOOL, "false", ACCEPTED);
  }

  private void table() {
    OptionSection s = OptionSection.TABLE;
    add(s, "block_size", SIZE, "4096", HONOURED);
    add(s, "checksum", choice("kNoChecksum", "kCRC32c", "kxxHash"), "kCRC32c", ACCEPTED);
    add(s, "index_type", choice("kBinarySearch", "kHashSearch"), "kBinarySearch", ACCEPTED);
    add(s, "index_block_restart_interval", whole(1, INT), "1", HONOURED);
    add(s, "block_size_deviation", whole(0, 100), "10", HONOURED);
    add(s, "format_version", whole(0, 2), "2", ACCEPTED);
    add(s, "block_restart_interval", whole(1, INT), "16", HONOURED);
    add(s, "no_block_cache", BOOL, "false", HONOURED);
    add(s, "block_cache", SIZE, "8388608", HONOURED);
    add(s, "skip_table_builder_flush", BOOL, "false", ACCEPTED);
    add(s, "hash_index_allow_collision", BOOL, "true", ACCEPTED);
    add(s, "pin_l0_filter_and_index_blocks_in_cache", BOOL, "false", ACCEPTED);
    add(s, "cache_index_and_filter_blocks", BOOL, "false", ACCEPTED);
    add(s, "whole_key_filtering", BOOL, "true", HONOURED);
    add(s, "filter_policy", TEXT, "nullptr", HONOURED);
    add(s, "flush_block_policy_factory", TEXT, "FlushBlockBySizePolicyFactory", REFUSED);
  }

  private static OptionKind whole(long least, long greatest) {
    return new OptionKind.Whole(least, greatest);
  }

  private static OptionKind choice(String... words) {
    return new OptionKind.Choice(List.of(words));
  }

  private void add(OptionSection section, String name, OptionKind kind, String standard, OptionEffect effect) {
    if (specs.put(name, new OptionSpec(name, section, kind, standard, effect)) != null) {
      throw new IllegalStateException(name + " stands twice in the catalogue");
    }
  }
}
