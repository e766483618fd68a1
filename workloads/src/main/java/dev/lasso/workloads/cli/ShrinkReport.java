package dev.lasso.workloads.cli;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.ScriptedRun;
import dev.lasso.sim.explore.Script;
import dev.lasso.sim.explore.Strategies;
import dev.lasso.sim.shrink.Failure;
import dev.lasso.sim.shrink.Shrinker.Shrunk;
import dev.lasso.workloads.report.Preemptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What shrinking has taken away, and what is left. */
final class ShrinkReport {

  private final Runner runner;
  private final Map<String, Object> before;
  private @Nullable Shrunk shrunk;
  private Map<String, Object> after = Map.of();
  private List<String> lines = List.of();

  /** Measures what is to be shrunk. */
  ShrinkReport(Runner runner, RunSpec original) {
    this.runner = runner;
    before = figures(original, measured(original));
  }

  /** Measures what has become of it. */
  void measure(Shrunk result) {
    shrunk = result;
    Measured measured = measured(result.spec());
    after = figures(result.spec(), measured);
    lines = measured.preemptions.lines();
  }

  private record Measured(Outcome outcome, Preemptions preemptions, int deviations, long suffix) {}

  private Measured measured(RunSpec spec) {
    RunSpec resolved = runner.resolved(spec);
    Preemptions preemptions = new Preemptions(Strategies.suffixOf(resolved.strategy()));
    ScriptedRun run = runner.script(resolved, preemptions);
    return new Measured(run.outcome(), preemptions, run.script().deviations().size(),
        run.script().suffix());
  }

  private static Map<String, Object> figures(RunSpec spec, Measured measured) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("preemptions", measured.preemptions.count());
    figures.put("deviations", measured.deviations);
    figures.put("threads", measured.preemptions.threads());
    figures.put("steps", measured.outcome.steps());
    figures.put("switches", measured.outcome.switches());
    figures.put("suffix", measured.suffix);
    figures.put("points", measured.outcome.points());
    figures.put("faults", spec.faults().isEmpty() ? "none" : spec.faults().toString());
    figures.put("options", spec.options().size() + (int) spec.optionsFile().lines().count());
    spec.parameters().forEach((name, value) -> figures.put("param." + name, value));
    return figures;
  }

  void print(PrintStream to, Path file) {
    Shrunk result = Objects.requireNonNull(shrunk);
    to.println("still " + Failure.of(result.outcome()) + ": " + result.outcome().summary());
    Table table = new Table();
    Map<String, Object> all = new LinkedHashMap<>(before);
    after.forEach(all::putIfAbsent);
    all.keySet().forEach(name -> {
      String was = text(before.get(name));
      String is = text(after.get(name));
      table.row(" ", name, was.equals(is) ? was : was + " -> " + is);
    });
    table.print(to);
    to.println(lines.isEmpty() ? "no preemption is left" : "the preemptions that are left:");
    for (int i = 0; i < lines.size(); i++) {
      to.println("  " + (i + 1) + ". " + lines.get(i));
    }
    to.println((result.isMinimal() ? "no single removal keeps it" : "budget spent: the same command goes on") + ", "
        + result.runs() + " runs");
    to.println("replay: ./lasso replay " + RetypedCommand.quoted(file.toString()));
  }

  private static String text(@Nullable Object value) {
    return value == null ? "default" : value.toString();
  }

  String json(Path file, long wallMillis) {
    Shrunk result = Objects.requireNonNull(shrunk);
    return new JsonLine().outcome(result.outcome(), result.spec().seed()).field("schedules", result.runs())
        .field("firstFailure", result.spec().seed()).field("wallMillis", wallMillis)
        .field("minimal", result.isMinimal()).field("output", file.toString()).field("before", before)
        .field("after", after).field("preemptions", lines)
        .field("script", result.spec().strategy().startsWith(Script.NAME) ? result.spec().strategy() : null).text();
  }
}
