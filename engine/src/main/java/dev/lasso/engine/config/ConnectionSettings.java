package dev.lasso.engine.config;

import dev.lasso.engine.options.OptionsException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A configuration as one connection uses it.
 *
 * @param sessions how many may be open at once
 * @param syncCheckpoints whether tables are synced before they are installed
 * @param syncWrites whether a write returns only once it survives the machine
 * @param logDirectory of the write-ahead log, relative to the database; empty for where the options put it
 * @param async null if it is not enabled
 * @param statisticsSeconds the period of the statistics in the LOG, 0 for none
 * @param notes what has no effect, one LOG line each
 */
public record ConnectionSettings(boolean create, boolean exclusive, int sessions, boolean syncCheckpoints,
    boolean syncWrites, String logDirectory, CacheLimits cache, @Nullable AsyncLimits async,
    CheckpointLimits checkpoint, HandleLimits handles, int statisticsSeconds, List<String> notes) {

  /**
   * What a connection makes of a configuration string.
   *
   * @throws OptionsException in one line, if it cannot be served
   */
  public static ConnectionSettings parse(String text) {
    Config config = Config.parse(text);
    AsyncLimits async = config.flag("async.enabled")
        ? new AsyncLimits(whole(config, "async.ops_max"), whole(config, "async.threads"))
        : null;
    return new ConnectionSettings(config.flag("create"), config.flag("exclusive"), whole(config, "session_max"),
        config.flag("checkpoint_sync"), config.flag("transaction_sync.enabled"), config.text("log.path"),
        cache(config), async,
        new CheckpointLimits(whole(config, "checkpoint.wait"), config.whole("checkpoint.log_size")),
        new HandleLimits(whole(config, "file_manager.close_idle_time"),
            whole(config, "file_manager.close_scan_interval"), whole(config, "file_manager.close_handle_minimum")),
        whole(config, "statistics_log.wait"), config.withoutEffect().stream()
            .map(name -> "Configuration " + name + " is accepted without effect").toList());
  }

  private static CacheLimits cache(Config config) {
    CacheLimits limits = new CacheLimits(config.whole("cache_size"), whole(config, "eviction_target"),
        whole(config, "eviction_trigger"));
    if (limits.trigger() <= limits.target()) {
      throw new OptionsException("configuration: eviction_trigger=" + limits.trigger()
          + " must be greater than eviction_target=" + limits.target());
    }
    return limits;
  }

  private static int whole(Config config, String name) {
    return Math.toIntExact(config.whole(name));
  }
}
