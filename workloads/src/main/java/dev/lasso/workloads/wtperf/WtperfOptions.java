package dev.lasso.workloads.wtperf;

import static dev.lasso.engine.options.OptionEffect.HONOURED;
import static dev.lasso.engine.options.OptionEffect.REFUSED;

import dev.lasso.engine.config.ConfigEntry;
import dev.lasso.engine.config.ConfigKey;
import dev.lasso.engine.config.ConfigParser;
import dev.lasso.engine.options.OptionEffect;
import dev.lasso.engine.options.OptionKind;
import dev.lasso.engine.options.OptionsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The options of wtperf in its syntax, such as {@code icount=100,threads=((count=2,reads=1),(count=1,updates=1))}, with
 * its names and defaults. What is refused needs what sessions of this engine do not have: transactions, cursors, tables
 * and sessions with a configuration, several databases.
 */
public final class WtperfOptions {

  private static final long INT = Integer.MAX_VALUE;
  private static final OptionKind BOOL = new OptionKind.Bool();
  private static final OptionKind TEXT = new OptionKind.Text();
  private static final OptionKind COUNT = new OptionKind.Whole(0, INT);
  private static final OptionKind POSITIVE = new OptionKind.Whole(1, INT);
  private static final List<String> OF_GROUP = List.of("count", "reads", "updates", "inserts");
  private static final Map<String, ConfigKey> KEYS = keys();

  private final Map<String, String> set = new LinkedHashMap<>();
  private final List<Group> groups = new ArrayList<>();

  private WtperfOptions() {}

  /**
   * Reads the options.
   *
   * @throws OptionsException in one line that names the option
   */
  public static WtperfOptions parse(String text) {
    WtperfOptions options = new WtperfOptions();
    for (ConfigEntry entry : ConfigParser.parse(text)) {
      if (entry.key().equals("threads")) {
        options.groups(entry.value());
      } else {
        ConfigKey key = KEYS.get(entry.key());
        if (key == null) {
          throw new OptionsException("wtperf has no option '" + entry.key() + "'; there are threads, "
              + String.join(", ", KEYS.keySet()));
        }
        options.set.put(key.name(), key.check(entry.value().text()));
      }
    }
    options.checkTogether();
    return options;
  }

  private static Map<String, ConfigKey> keys() {
    Map<String, ConfigKey> keys = new LinkedHashMap<>();
    add(keys, "conn_config", TEXT, "create", HONOURED);
    add(keys, "icount", COUNT, "5000", HONOURED);
    add(keys, "populate_threads", POSITIVE, "1", HONOURED);
    add(keys, "key_sz", new OptionKind.Whole(1, 10_000), "20", HONOURED);
    add(keys, "value_sz", new OptionKind.Whole(1, 100_000_000), "100", HONOURED);
    add(keys, "table_count", POSITIVE, "1", HONOURED);
    add(keys, "pareto", new OptionKind.Whole(0, 100), "0", HONOURED);
    add(keys, "random_range", COUNT, "0", HONOURED);
    add(keys, "random_value", BOOL, "false", HONOURED);
    add(keys, "run_time", COUNT, "0", HONOURED);
    add(keys, "run_ops", COUNT, "0", HONOURED);
    add(keys, "warmup", COUNT, "0", HONOURED);
    add(keys, "checkpoint_interval", POSITIVE, "120", HONOURED);
    add(keys, "checkpoint_threads", COUNT, "0", HONOURED);
    add(keys, "async_threads", new OptionKind.Whole(0, 20), "0", HONOURED);
    add(keys, "compact", BOOL, "false", HONOURED);
    add(keys, "reopen_connection", BOOL, "true", HONOURED);
    add(keys, "max_latency", COUNT, "0", HONOURED);
    add(keys, "min_throughput", COUNT, "0", HONOURED);
    add(keys, "report_interval", COUNT, "2", HONOURED);
    add(keys, "sample_interval", COUNT, "0", HONOURED);
    add(keys, "table_config", TEXT, "", REFUSED);
    add(keys, "sess_config", TEXT, "", REFUSED);
    add(keys, "transaction_config", TEXT, "", REFUSED);
    add(keys, "populate_ops_per_txn", COUNT, "0", REFUSED);
    add(keys, "read_range", COUNT, "0", REFUSED);
    add(keys, "database_count", POSITIVE, "1", REFUSED);
    return keys;
  }

  private static void add(Map<String, ConfigKey> keys, String name, OptionKind kind, String standard,
      OptionEffect effect) {
    keys.put(name, new ConfigKey(name, kind, standard, effect));
  }

  private void groups(ConfigEntry.Value value) {
    if (!(value instanceof ConfigEntry.Value.Group list)) {
      throw new OptionsException("threads must be a list of groups, ((count=..,reads=..),..), not '" + value.text()
          + "'");
    }
    groups.clear();
    for (ConfigEntry entry : list.entries()) {
      if (!(entry.value() instanceof ConfigEntry.Value.Group group) || !entry.key().isEmpty()) {
        throw new OptionsException("threads holds groups in brackets, (count=..,reads=..), not '" + entry.key() + "'");
      }
      groups.add(group(group));
    }
  }

  private static Group group(ConfigEntry.Value.Group group) {
    int[] values = {1, 0, 0, 0};
    for (ConfigEntry entry : group.entries()) {
      int place = OF_GROUP.indexOf(entry.key());
      if (place < 0) {
        throw new OptionsException("a group of threads has no '" + entry.key() + "'; there are "
            + String.join(", ", OF_GROUP));
      }
      String value = new ConfigKey("threads." + entry.key(), COUNT, "0", HONOURED).check(entry.value().text());
      values[place] = Integer.parseInt(value);
    }
    Group read = new Group(values[0], values[1], values[2], values[3]);
    if (read.sum() == 0) {
      throw new OptionsException("a group of threads needs one of reads, updates and inserts: (" + group.text() + ")");
    }
    return read;
  }

  private void checkTogether() {
    if (!groups.isEmpty() && whole("run_ops") == 0 && whole("run_time") == 0) {
      throw new OptionsException("threads need run_ops or run_time, or they would never end");
    }
    for (String name : List.of("max_latency", "min_throughput")) {
      if (whole(name) > 0 && whole("sample_interval") == 0) {
        throw new OptionsException(name + " is looked at once every sample_interval, which is 0");
      }
    }
    if (whole("icount") == 0 && groups.stream().anyMatch(group -> group.reads + group.updates > 0)) {
      throw new OptionsException("threads that read or update need an icount, which is 0");
    }
  }

  int whole(String name) {
    return Integer.parseInt(text(name));
  }

  boolean flag(String name) {
    return Boolean.parseBoolean(text(name));
  }

  private String text(String name) {
    ConfigKey key = KEYS.get(name);
    if (key == null) {
      throw new IllegalStateException("wtperf has no option " + name);
    }
    return set.getOrDefault(name, key.standard());
  }

  /** What the connection is opened with. */
  public String connection() {
    int threads = whole("async_threads");
    return text("conn_config") + (threads == 0 ? "" : ",async=(enabled=true,threads=" + threads + ")");
  }

  /** The threads of the mixed phase. */
  List<Group> groups() {
    return groups;
  }

  /**
   * Threads that do the same.
   *
   * @param reads how often each reads, compared with its updates and inserts
   */
  record Group(int count, int reads, int updates, int inserts) {
    int sum() {
      return reads + updates + inserts;
    }
  }
}
