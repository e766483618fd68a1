package dev.lasso.engine.config;

import static dev.lasso.engine.options.OptionEffect.ACCEPTED;
import static dev.lasso.engine.options.OptionEffect.HONOURED;
import static dev.lasso.engine.options.OptionEffect.REFUSED;

import dev.lasso.engine.options.OptionEffect;
import dev.lasso.engine.options.OptionKind;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The list of the keys of {@code wiredtiger_open} in WiredTiger 2.8, each with kind, range, default and effect. The
 * effects mean what they mean for options: see {@link OptionEffect}.
 */
public final class ConfigCatalogue {
  private static final long INT = Integer.MAX_VALUE;
  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;
  private static final OptionKind BOOL = new OptionKind.Bool();
  private static final OptionKind TEXT = new OptionKind.Text();
  private static final OptionKind PERCENT = whole(10, 99);
  private static final OptionKind SECONDS = whole(0, 100_000);
  private static final OptionKind THREADS = whole(1, 20);
  private static final ConfigCatalogue STANDARD = new ConfigCatalogue();

  private final Map<String, ConfigKey> keys = new LinkedHashMap<>();

  private ConfigCatalogue() {
    honoured();
    accepted();
    refused();
  }

  /** The catalogue. It never changes. */
  public static ConfigCatalogue standard() {
    return STANDARD;
  }

  /** All keys, in the order of the list. */
  public Collection<ConfigKey> all() {
    return Collections.unmodifiableCollection(keys.values());
  }

  /** The key of that name, or null if there is none. */
  @Nullable
  ConfigKey find(String name) {
    return keys.get(name);
  }

  /** The names within the brackets of {@code category}; none if it is no category. */
  List<String> within(String category) {
    String prefix = category + ".";
    return keys.keySet().stream().filter(name -> name.startsWith(prefix)).map(name -> name.substring(prefix.length()))
        .toList();
  }

  private void honoured() {
    add("create", BOOL, "false", HONOURED);
    add("exclusive", BOOL, "false", HONOURED);
    add("cache_size", whole(MIB, 10 * 1024 * GIB), "" + 100 * MIB, HONOURED);
    add("eviction_target", PERCENT, "80", HONOURED);
    add("eviction_trigger", PERCENT, "95", HONOURED);
    add("session_max", whole(1, INT), "100", HONOURED);
    add("checkpoint_sync", BOOL, "true", HONOURED);
    add("transaction_sync.enabled", BOOL, "false", HONOURED);
    add("async.enabled", BOOL, "false", HONOURED);
    add("async.ops_max", whole(1, 4096), "1024", HONOURED);
    add("async.threads", THREADS, "2", HONOURED);
    add("checkpoint.wait", SECONDS, "0", HONOURED);
    add("checkpoint.log_size", whole(0, 2 * GIB), "0", HONOURED);
    add("file_manager.close_handle_minimum", whole(0, INT), "250", HONOURED);
    add("file_manager.close_idle_time", SECONDS, "30", HONOURED);
    add("file_manager.close_scan_interval", whole(1, 100_000), "10", HONOURED);
    add("statistics_log.wait", SECONDS, "0", HONOURED);
    add("log.path", TEXT, "", HONOURED);
  }

  private void accepted() {
    for (String name : List.of("mmap", "log.archive", "log.prealloc", "lsm_manager.merge", "lsm_merge")) {
      add(name, BOOL, "true", ACCEPTED);
    }
    for (String name : List.of("log.enabled", "log.zero_fill", "statistics_log.json", "statistics_log.on_close",
        "use_environment_priv", "config_base", "use_environment")) {
      add(name, BOOL, "false", ACCEPTED);
    }
    for (String name : List.of("statistics", "statistics_log.path", "statistics_log.sources",
        "statistics_log.timestamp", "verbose", "direct_io", "write_through", "file_extend", "error_prefix",
        "checkpoint.name")) {
      add(name, TEXT, "", ACCEPTED);
    }
    for (String name : List.of("eviction.threads_min", "eviction.threads_max")) {
      add(name, THREADS, "1", ACCEPTED);
    }
    add("eviction_dirty_target", whole(5, 99), "80", ACCEPTED);
    add("eviction_dirty_trigger", whole(5, 99), "95", ACCEPTED);
    add("lsm_manager.worker_thread_max", whole(3, 20), "4", ACCEPTED);
    add("log.file_max", whole(100 << 10, 2 * GIB), "" + 100 * MIB, ACCEPTED);
    add("transaction_sync.method", choice("dsync", "fsync", "none"), "fsync", ACCEPTED);
    add("cache_overhead", whole(0, 30), "8", ACCEPTED);
    add("hazard_max", whole(15, INT), "1000", ACCEPTED);
    add("session_scratch_max", whole(0, INT), "" + 2 * MIB, ACCEPTED);
    add("buffer_alignment", whole(-1, MIB), "-1", ACCEPTED);
  }

  private void refused() {
    for (String name : List.of("in_memory", "readonly", "multiprocess")) {
      add(name, BOOL, "false", REFUSED);
    }
    for (String name : List.of("encryption", "extensions", "shared_cache", "log.compressor")) {
      add(name, TEXT, "", REFUSED);
    }
    add("log.recover", choice("on", "error"), "on", REFUSED);
  }

  private static OptionKind whole(long least, long greatest) {
    return new OptionKind.Whole(least, greatest);
  }

  private static OptionKind choice(String... words) {
    return new OptionKind.Choice(List.of(words));
  }

  private void add(String name, OptionKind kind, String standard, OptionEffect effect) {
    if (keys.put(name, new ConfigKey(name, kind, standard, effect)) != null) {
      throw new IllegalStateException(name + " stands twice in the catalogue");
    }
  }
}
