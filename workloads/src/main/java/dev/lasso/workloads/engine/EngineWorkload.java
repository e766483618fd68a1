package dev.lasso.workloads.engine;

import dev.lasso.engine.Options;
import dev.lasso.sim.Run;
import dev.lasso.sim.Workload;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A workload on the engine: it takes every option and every quirk. */
abstract class EngineWorkload implements Workload {

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
    EngineOptions.of(optionsFile, overrides, quirks).check();
  }

  /** The same with other defaults, which count where the run brings neither a file nor an option of that name. */
  static Options options(Run run, Map<String, String> defaults) {
    if (!run.optionsFile().isEmpty()) {
      return options(run);
    }
    Map<String, String> set = new java.util.TreeMap<>(defaults);
    set.putAll(run.options());
    return EngineOptions.of("", set, run.quirks());
  }

  /** What this run opens the engine with. */
  static Options options(Run run) {
    return EngineOptions.of(run.optionsFile(), run.options(), run.quirks());
  }
}
