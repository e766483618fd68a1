package dev.lasso.workloads.engine;

import dev.lasso.engine.Options;
import dev.lasso.sim.Run;
import dev.lasso.sim.Workload;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A workload on the engine: it takes every option and every quirk. */
abstract class EngineWorkload implements Workload {

  /** RocksDB's, for a database that need not be there. Made in the run, which may be one that runs out of memory. */
  static Options defaults() {
    return Options.defaults().with("create_if_missing", "true");
  }

  @Override
  public final List<EngineOption> options() {
    return EngineOptions.all();
  }

  @Override
  public final List<Quirk> quirks() {
    return EngineOptions.quirks();
  }

  @Override
  public final void checkOptions(String optionsFile, Map<String, String> overrides, Set<String> quirks) {
    EngineOptions.of(defaults(), optionsFile, overrides, quirks).check();
  }

  /** What this run opens the engine with. */
  static Options options(Run run) {
    return options(run, defaults());
  }

  /** What this run opens the engine with; {@code standard} stands in where the run has no OPTIONS file. */
  static Options options(Run run, Options standard) {
    return EngineOptions.of(standard, run.optionsFile(), run.options(), run.quirks());
  }

  /**
   * What this run opens the engine with; {@code standard} counts where the run has neither a file nor such an option.
   */
  static Options options(Run run, Map<String, String> standard) {
    Options options = defaults();
    for (Map.Entry<String, String> option : standard.entrySet()) {
      options = options.with(option.getKey(), option.getValue());
    }
    return options(run, options);
  }
}
