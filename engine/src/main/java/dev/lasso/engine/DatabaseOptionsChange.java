package dev.lasso.engine;

import dev.lasso.engine.options.DatabaseLimits;
import dev.lasso.engine.options.DynamicOptions;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * One caller's change of options of the whole database while it is open. Work that the new limits let begin begins at
 * once. Like an {@link OptionsChange} it waits for no writer: the one that leads the queue may be stopped for want of
 * the compaction that the change allows, as in RocksDB issue 1297.
 */
final class DatabaseOptionsChange {
  private final Engine engine;
  private final Map<String, String> values;

  DatabaseOptionsChange(Engine engine, Map<String, String> values) {
    this.engine = engine;
    this.values = new TreeMap<>(values);
  }

  /** Checks everything, then changes everything. Called with the mutex. */
  void run() throws IOException {
    Options changed = engine.families.options();
    for (Map.Entry<String, String> value : values.entrySet()) {
      changed = changed.with(DynamicOptions.checkDatabase(value.getKey()), value.getValue());
    }
    DatabaseLimits limits = changed.settings().limits();
    engine.infoLog.info("SetDBOptions(), inputs:");
    values.forEach((name, value) -> engine.infoLog.info(name + ": " + value));
    if (limits.delayedWriteRate() != engine.limits.delayedWriteRate()) {
      engine.controller.changeRate(limits.delayedWriteRate());
    }
    engine.limits = limits;
    engine.families.change(changed);
    engine.scheduler.limitsChanged();
    engine.infoLog.info("SetDBOptions() succeeded");
    engine.optionsRecord.write();
  }
}
