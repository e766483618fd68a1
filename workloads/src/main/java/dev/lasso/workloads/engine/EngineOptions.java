package dev.lasso.workloads.engine;

import dev.lasso.engine.Options;
import dev.lasso.engine.options.Catalogue;
import dev.lasso.engine.options.DynamicOptions;
import dev.lasso.engine.options.OptionSection;
import dev.lasso.engine.options.OptionSpec;
import dev.lasso.engine.options.Quirk;
import dev.lasso.sim.Workload.EngineOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The engine's options and quirks, as a workload lists and takes them. */
final class EngineOptions {

  private EngineOptions() {}

  static List<EngineOption> all() {
    return Catalogue.standard().all().stream().filter(spec -> spec.section() != OptionSection.VERSION)
        .map(EngineOptions::listed).toList();
  }

  private static EngineOption listed(OptionSpec spec) {
    return new EngineOption(spec.name(), spec.kind().getClass().getSimpleName().toLowerCase(Locale.ROOT),
        spec.standard(), spec.kind().describe(), spec.effect().name().toLowerCase(Locale.ROOT),
        DynamicOptions.contains(spec.name()));
  }

  static List<dev.lasso.sim.Workload.Quirk> quirks() {
    return Arrays.stream(Quirk.values())
        .map(quirk -> new dev.lasso.sim.Workload.Quirk(quirk.label(), quirk.description())).toList();
  }

  /**
   * What the engine is opened with: the file, or {@code standard} if there is none, with the overrides.
   *
   * @throws IllegalArgumentException in one line, naming the option or the line of the file
   */
  static Options of(Options standard, String file, Map<String, String> overrides, Set<String> quirks) {
    Options options = file.isEmpty() ? standard : Options.parse(file);
    for (Map.Entry<String, String> override : overrides.entrySet()) {
      options = options.with(override.getKey(), override.getValue());
    }
    for (String quirk : quirks) {
      options = options.withQuirk(Quirk.named(quirk));
    }
    return options;
  }
}
