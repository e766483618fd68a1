package dev.lasso.workloads.cli;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run was made of, for a person. */
final class Configuration {

  private Configuration() {}

  /** What was run: the name of a workload, or of a class. */
  static String program(RunSpec spec) {
    return switch (spec.program()) {
      case RunSpec.Program.OfWorkload workload -> workload.name();
      case RunSpec.Program.OfMain main -> main.className() + "." + main.method();
    };
  }

  /** What the program was told that it is not told by default; an empty string if there is nothing. */
  private static String settings(RunSpec spec) {
    List<String> settings = new ArrayList<>();
    spec.parameters().forEach((name, value) -> settings.add("param." + name + "=" + value));
    spec.options().forEach((name, value) -> settings.add("option." + name + "=" + value));
    spec.quirks().stream().sorted().forEach(quirk -> settings.add("quirk " + quirk));
    if (!spec.optionsFile().isEmpty()) {
      settings.add("an OPTIONS file");
    }
    if (!spec.faults().isEmpty()) {
      settings.add("faults " + spec.faults());
    }
    return String.join(", ", settings);
  }

  /** One line. */
  static String line(RunSpec spec, Outcome outcome) {
    String settings = settings(spec);
    return program(spec) + (settings.isEmpty() ? "" : ", " + settings) + ", strategy " + outcome.strategy()
        + ", points "
        + outcome.points();
  }

  /** The same by name, with what came of it. */
  static Map<String, String> facts(RunSpec spec, Outcome outcome) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("program", program(spec));
    facts.put("settings", settings(spec));
    facts.put("seed", Long.toString(spec.seed()));
    facts.put("strategy", outcome.strategy());
    facts.put("points", outcome.points());
    facts.put("run", outcome.steps() + " steps, " + outcome.switches() + " switches, virtual time "
        + Durations.text(outcome.virtualNanos()));
    facts.put("trace hash", outcome.traceHashText());
    facts.put("fingerprint", outcome.fingerprint());
    return facts;
  }
}
