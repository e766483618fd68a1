package dev.lasso.engine;

import dev.lasso.engine.options.DynamicOptions;
import dev.lasso.engine.options.Quirk;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * One caller's change of a column family's options while it is open. It looks at the stall conditions again and wakes
 * stopped writers, so it waits for none of them: the one that leads the queue may be stopped for want of the change.
 */
final class OptionsChange {
  private final Engine engine;
  private final ColumnFamily family;
  private final Map<String, String> values;

  OptionsChange(Engine engine, ColumnFamily family, Map<String, String> values) {
    this.engine = engine;
    this.family = family;
    this.values = new TreeMap<>(values);
  }

  /** Checks everything, then changes everything. Called with the mutex. */
  void run() throws IOException {
    engine.families.checkLive(family);
    FamilyOptions changed = engine.families.options().family(family.name);
    for (Map.Entry<String, String> value : values.entrySet()) {
      changed = changed.with(DynamicOptions.checkFamily(value.getKey()), value.getValue());
    }
    engine.infoLog.info("SetOptions() on column family [" + family.name + "], inputs:");
    values.forEach((name, value) -> engine.infoLog.info(name + ": " + value));
    FamilyOptions result = changed;
    if (engine.settings.has(Quirk.SET_OPTIONS_BEHIND_WRITERS)) {
      engine.writePath.exclusively(() -> takeEffect(result));
    } else {
      takeEffect(result);
    }
  }

  private FamilyOptions takeEffect(FamilyOptions changed) throws IOException {
    engine.families.change(family, changed);
    engine.installSuperVersionAndScheduleWork(family);
    engine.bgCv.signalAll();
    engine.infoLog.info("[" + family.name + "] SetOptions() succeeded");
    engine.optionsRecord.write();
    return changed;
  }

  /** What is done with the mutex. */
  interface Action {
    void run() throws IOException;
  }
}
