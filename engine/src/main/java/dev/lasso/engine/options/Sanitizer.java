package dev.lasso.engine.options;

import dev.lasso.engine.log.LogLevel;
import java.util.Map;
import java.util.Set;

/**
 * The step from the option texts of a database to {@link Settings}, with the adjustments of RocksDB 4.9's
 * SanitizeOptions. It refuses what cannot be served; the refusal says what to do instead.
 */
public final class Sanitizer {
  private static final int LEAST_OPEN_FILES = 20;
  private static final int OTHER_OPEN_FILES = 10;

  private final OptionReader options;
  private final Set<Quirk> quirks;

  /** Prepares to read the options that are set, others having their defaults. */
  public Sanitizer(Map<String, String> set, Set<Quirk> quirks) {
    this.options = new OptionReader(set, "");
    this.quirks = quirks;
  }

  /**
   * The settings; {@code lowThreads} and {@code highThreads} are the sizes asked of the pools beside the options.
   *
   * @throws OptionsException if the options cannot be served
   */
  public Settings settings(int lowThreads, int highThreads) {
    RecoveryMode recovery = RecoveryMode.named(options.text("wal_recovery_mode"));
    LogLevel level = LogLevel.valueOf(options.text("info_log_level").replace("_LEVEL", ""));
    boolean sync = !options.flag("disable_data_sync") && !options.flag("disableDataSync");
    DatabaseLimits limits = new DatabaseLimits(background(lowThreads, highThreads), options.size("max_total_wal_size"),
        options.size("delayed_write_rate"));
    return new Settings(limits, recovery, level, options.size("db_write_buffer_size"), openTables(),
        options.flag("allow_mmap_reads"), options.flag("paranoid_checks"), options.flag("create_if_missing"),
        options.flag("create_missing_column_families"), options.flag("error_if_exists"), sync, quirks,
        options.notes());
  }

  /** As in 4.9, at least 20 files may be open, ten of which are not tables; -1 means any number. */
  private int openTables() {
    int asked = options.whole("max_open_files");
    int most = asked == -1 ? Integer.MAX_VALUE : Math.max(asked, LEAST_OPEN_FILES);
    options.noteChange("max_open_files", asked, asked == -1 ? -1 : most);
    return most - OTHER_OPEN_FILES;
  }

  private BackgroundLimits background(int lowThreads, int highThreads) {
    int most = options.whole("max_background_compactions");
    int flushes = options.whole("max_background_flushes");
    if (most == 0 && !quirks.contains(Quirk.ZERO_BACKGROUND_COMPACTIONS)) {
      throw new OptionsException("max_background_compactions=0 never compacts, so writes would stop for good; to load"
          + " without compactions set disable_auto_compactions=true and run a manual compaction afterwards");
    }
    int base = options.whole("base_background_compactions");
    return new BackgroundLimits(base < 0 ? most : Math.min(base, most), most,
        options.whole("max_subcompactions"), flushes, Math.max(most, lowThreads), Math.max(flushes, highThreads));
  }
}
