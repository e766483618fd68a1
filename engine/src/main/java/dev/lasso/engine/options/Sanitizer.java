package dev.lasso.engine.options;

import dev.lasso.engine.log.LogLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The step from option texts to {@link Settings}, with the adjustments of RocksDB 4.9's SanitizeOptions. It refuses
 * what cannot be served; the refusal says what to do instead.
 */
public final class Sanitizer {
  private static final long LEAST_BUFFER = 64 << 10;
  private static final long GREATEST_BUFFER = 64L << 30;
  private static final int PAGE = 4096;
  private static final int BLOOM_BITS = 10;
  private static final int LEAST_OPEN_FILES = 20;
  private static final int OTHER_OPEN_FILES = 10;
  private static final Pattern SIZED_FILTER = Pattern.compile("bloomfilter:(\\d{1,2}):false");

  private final Map<String, String> set;
  private final Set<Quirk> quirks;
  private final List<String> notes = new ArrayList<>();

  /** Prepares to read the options that are set, others having their defaults. */
  public Sanitizer(Map<String, String> set, Set<Quirk> quirks) {
    this.set = set;
    this.quirks = quirks;
  }

  /**
   * The settings; {@code lowThreads} and {@code highThreads} are the sizes asked of the pools beside the options.
   *
   * @throws OptionsException if the options cannot be served
   */
  public Settings settings(int lowThreads, int highThreads) {
    for (String name : set.keySet()) {
      if (Catalogue.standard().named(name).effect() == OptionEffect.ACCEPTED) {
        notes.add("Option " + name + " is accepted without effect");
      }
    }
    RecoveryMode recovery = RecoveryMode.named(text("wal_recovery_mode"));
    LogLevel level = LogLevel.valueOf(text("info_log_level").replace("_LEVEL", ""));
    boolean sync = !flag("disable_data_sync") && !flag("disableDataSync");
    BackgroundLimits background = background(lowThreads, highThreads);
    BufferLimits buffers = buffers();
    LevelShape shape = shape();
    return new Settings(stall(shape.compactionTrigger()), shape, buffers, background, recovery, level,
        flag("paranoid_checks"), flag("create_if_missing"), flag("error_if_exists"), sync,
        flag("verify_checksums_in_compaction"), Math.clamp(size("min_partial_merge_operands"), 2, Integer.MAX_VALUE),
        tables(), caches(), List.copyOf(notes));
  }

  private TableShape tables() {
    List<Compression> compressions = new ArrayList<>();
    for (String label : text("compression_per_level").split(":")) {
      if (!label.isBlank()) {
        compressions.add(Compression.named("compression_per_level", label.strip()));
      }
    }
    if (compressions.isEmpty()) {
      compressions.add(Compression.named("compression", text("compression")));
    }
    String bottommost = text("bottommost_compression");
    return new TableShape(Math.clamp(size("block_size"), 256, 1 << 26), whole("block_size_deviation"),
        whole("block_restart_interval"), whole("index_block_restart_interval"), bloomBits(), List.copyOf(compressions),
        bottommost.equals("kDisableCompressionOption")
            ? null
            : Compression.named("bottommost_compression", bottommost));
  }

  /** As in 4.9, at least 20 files may be open, ten of which are not tables; -1 means any number. */
  private CacheLimits caches() {
    int asked = whole("max_open_files");
    int most = asked == -1 ? Integer.MAX_VALUE : Math.max(asked, LEAST_OPEN_FILES);
    noteChange("max_open_files", asked, asked == -1 ? -1 : most);
    return new CacheLimits(flag("no_block_cache") ? 0 : size("block_cache"), most - OTHER_OPEN_FILES);
  }

  /** An OPTIONS file names the filter without its size, which then is that of most callers. */
  private int bloomBits() {
    String policy = text("filter_policy");
    if (policy.equals("nullptr") || !flag("whole_key_filtering")) {
      return 0;
    }
    if (policy.equals("rocksdb.BuiltinBloomFilter")) {
      return BLOOM_BITS;
    }
    Matcher sized = SIZED_FILTER.matcher(policy);
    if (!sized.matches() || Integer.parseInt(sized.group(1)) == 0) {
      throw new OptionsException("filter_policy must be nullptr, rocksdb.BuiltinBloomFilter or bloomfilter:BITS:false"
          + " with BITS from 1 to 99 a key, not '" + policy + "'");
    }
    return Integer.parseInt(sized.group(1));
  }

  private BackgroundLimits background(int lowThreads, int highThreads) {
    int most = whole("max_background_compactions");
    int flushes = whole("max_background_flushes");
    if (most == 0 && !quirks.contains(Quirk.ZERO_BACKGROUND_COMPACTIONS)) {
      throw new OptionsException("max_background_compactions=0 never compacts, so writes would stop for good; to load"
          + " without compactions set disable_auto_compactions=true and run a manual compaction afterwards");
    }
    int base = whole("base_background_compactions");
    return new BackgroundLimits(base < 0 ? most : Math.min(base, most), most, flushes, Math.max(most, lowThreads),
        Math.max(flushes, highThreads));
  }

  private BufferLimits buffers() {
    long buffer = Math.clamp(size("write_buffer_size"), LEAST_BUFFER, GREATEST_BUFFER);
    noteChange("write_buffer_size", size("write_buffer_size"), buffer);
    long block = size("arena_block_size");
    if (block == 0) {
      block = (buffer / 8 + PAGE - 1) / PAGE * PAGE;
    }
    long toMerge = Math.max(1, Math.min(whole("min_write_buffer_number_to_merge"), maxBuffers() - 1));
    noteChange("min_write_buffer_number_to_merge", whole("min_write_buffer_number_to_merge"), toMerge);
    return new BufferLimits(buffer, Math.clamp(block, PAGE, 1 << 30), (int) toMerge,
        size("db_write_buffer_size"));
  }

  private int maxBuffers() {
    return Math.max(2, whole("max_write_buffer_number"));
  }

  private LevelShape shape() {
    int trigger = Math.max(1, whole("level0_file_num_compaction_trigger"));
    noteChange("level0_file_num_compaction_trigger", whole("level0_file_num_compaction_trigger"), trigger);
    int levels = Math.max(2, whole("num_levels"));
    noteChange("num_levels", whole("num_levels"), levels);
    return new LevelShape(levels, trigger, Math.max(1, size("max_bytes_for_level_base")),
        whole("max_bytes_for_level_multiplier"), flag("level_compaction_dynamic_level_bytes"),
        Math.max(1, size("target_file_size_base")), whole("target_file_size_multiplier"));
  }

  private StallLimits stall(int trigger) {
    int slowdown = whole("level0_slowdown_writes_trigger");
    int adjustedSlowdown = slowdown < trigger ? trigger : slowdown;
    int stop = Math.max(whole("level0_stop_writes_trigger"), adjustedSlowdown);
    noteChange("level0_slowdown_writes_trigger", slowdown, adjustedSlowdown);
    noteChange("level0_stop_writes_trigger", whole("level0_stop_writes_trigger"), stop);
    long hard = size("hard_pending_compaction_bytes_limit");
    long soft = size("soft_pending_compaction_bytes_limit");
    if (soft == 0 || hard > 0 && soft > hard) {
      noteChange("soft_pending_compaction_bytes_limit", soft, hard);
      soft = hard;
    }
    return new StallLimits(maxBuffers(), trigger, adjustedSlowdown, stop, soft, hard, size("delayed_write_rate"),
        flag("disable_auto_compactions"));
  }

  private void noteChange(String name, long from, long to) {
    if (from != to) {
      notes.add("Option " + name + "=" + from + " is adjusted to " + to);
    }
  }

  private String text(String name) {
    OptionSpec spec = Catalogue.standard().named(name);
    return set.getOrDefault(name, spec.standard());
  }

  private boolean flag(String name) {
    return Boolean.parseBoolean(text(name));
  }

  private int whole(String name) {
    return Integer.parseInt(text(name));
  }

  /** A size; what exceeds a long is as good as the greatest long. */
  private long size(String name) {
    long value = Long.parseUnsignedLong(text(name));
    return value < 0 ? Long.MAX_VALUE : value;
  }
}
