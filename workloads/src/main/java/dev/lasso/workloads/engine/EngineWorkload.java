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

  /** What this run opens the engine with. */
  static Options options(Run run) {
    return EngineOptions.of(run.optionsFile(), run.options(), run.quirks());
  }
}
