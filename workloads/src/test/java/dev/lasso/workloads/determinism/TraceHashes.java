package dev.lasso.workloads.determinism;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Workloads;
import java.util.ArrayList;
import java.util.List;

/** What became of many runs, a line each: if runs depend on their seeds alone, these lines are always the same. */
public final class TraceHashes {

  private TraceHashes() {}

  /** Prints the lines of the workloads that are named behind the number of seeds. */
  public static void main(String[] args) {
    List<String> names = List.of(args).subList(1, args.length);
    names.forEach(name -> inBulk(name, Long.parseLong(args[0])).forEach(System.out::println));
    System.out.flush();
  }

  /** The seeds 1 to {@code seeds} as a search runs them, in one class loader where that is possible. */
  static List<String> inBulk(String name, long seeds) {
    List<String> lines = new ArrayList<>();
    Simulation.get().explore(spec(name), 1, seeds, outcome -> lines.add(line(name, lines.size() + 1, outcome)));
    return lines;
  }

  /** The same seeds one by one, each in a class loader of its own. */
  static List<String> inFreshLoaders(String name, long seeds) {
    List<String> lines = new ArrayList<>();
    for (long seed = 1; seed <= seeds; seed++) {
      lines.add(line(name, seed, Simulation.get().run(spec(name).withSeed(seed))));
    }
    return lines;
  }

  private static RunSpec spec(String name) {
    return RunSpec.of(Workloads.of(TraceHashes.class.getClassLoader()).program(name));
  }

  private static String line(String name, long seed, Outcome outcome) {
    return String.join(" ", name, Long.toString(seed), outcome.points(), outcome.verdict().name(),
        Long.toString(outcome.steps()), Long.toString(outcome.virtualNanos()), outcome.traceHashText());
  }
}
