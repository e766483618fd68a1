package dev.lasso.workloads.cli;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.explore.Script;
import dev.lasso.sim.explore.Strategies;
import dev.lasso.workloads.seed.Seed;
import dev.lasso.workloads.seed.SeedDirectory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How many schedules each strategy needs to come to each known bug and each historical hang, and how long that takes:
 * the median over searches from several places in the space of seeds. The run that a strategy is given its numbers by
 * is not counted.
 */
final class StrategyTable {

  /** The most schedules that a search for a known bug may take, and for a hang of the engine. */
  static final long MOST_FOR_BUG = 10_000;

  static final long MOST_FOR_HANG = 200;

  /** So far apart that two searches never meet. */
  static final long BETWEEN_BASES = 1_000_000;

  private static final double NANOS_PER_MILLI = 1e6;

  private final Session session;
  private final Runner runner;
  private final long firstBase;
  private final int bases;

  /**
   * What is looked for.
   *
   * @param verdict what counts as found, beside every violation
   * @param limit the most schedules that a search may take
   * @param goal the median that the default strategy should not exceed; 0 if there is none
   */
  record Subject(String name, RunSpec spec, Verdict verdict, long limit, long goal) {}

  /**
   * What it took one strategy.
   *
   * @param schedules the median; one more than the limit if it was not found in so many
   * @param millis the median time of a search; null if it was not found
   */
  record Figure(double schedules, @Nullable Double millis) {}

  /** What one search took. */
  private record Search(long schedules, double millis) {}

  /**
   * @param firstBase where the first search begins, the next {@link #BETWEEN_BASES} further on
   * @param bases how many searches
   */
  StrategyTable(Session session, Runner runner, long firstBase, int bases) {
    this.session = session;
    this.runner = runner;
    this.firstBase = firstBase;
    this.bases = bases;
  }

  /** The names of the columns: every strategy that looks for something, which one that is a whole schedule does not. */
  static List<String> strategies() {
    return Strategies.all().stream().map(Strategies.Entry::name).filter(name -> !name.equals(Script.NAME)).toList();
  }

  /** The workloads that have a correct twin, and the seeds that have a quirk. */
  List<Subject> subjects() {
    List<Subject> subjects = new ArrayList<>();
    List<String> names = session.workloads().all().stream().map(workload -> workload.name()).toList();
    for (String name : names) {
      if (names.contains(name + "-fixed")) {
        subjects.add(bug(name, name, Map.of()));
      }
    }
    subjects.add(bug("reorder, 19 writers", "reorder", Map.of("writers", "19")));
    for (SeedDirectory directory : Session.seeds()) {
      Seed seed = directory.read(session.workloads());
      if (!seed.spec().quirks().isEmpty()) {
        subjects.add(new Subject(String.valueOf(directory.path().getFileName()), seed.spec(), seed.result().verdict(),
            MOST_FOR_HANG, 0));
      }
    }
    return subjects;
  }

  private Subject bug(String name, String workload, Map<String, String> parameters) {
    long goal = switch (name) {
      case "ab-ba-monitors", "ab-ba-locks" -> 3;
      case "lost-wakeup" -> 8;
      case "two-stage" -> 6;
      case "reorder, 19 writers" -> 40;
      case "buffer-notify", "buffer-signal" -> 11;
      default -> 0;
    };
    return new Subject(name, RunSpec.of(session.workloads().program(workload)).withParameters(parameters),
        Verdict.FAILED, MOST_FOR_BUG, goal);
  }

  /** A row, by strategy. */
  Map<String, Figure> row(Subject subject) {
    Map<String, Figure> row = new LinkedHashMap<>();
    for (String strategy : strategies()) {
      row.put(strategy, figure(subject, strategy));
    }
    return row;
  }

  private Figure figure(Subject subject, String strategy) {
    List<Search> searches = new ArrayList<>();
    int different = Strategies.isSearch(strategy) ? 1 : bases;
    int missed = 0;
    for (int i = 0; i < different && missed <= different / 2; i++) {
      Search search = search(subject, strategy, firstBase + i * BETWEEN_BASES);
      searches.add(search);
      missed += search.schedules > subject.limit ? 1 : 0;
    }
    if (missed > different / 2) {
      return new Figure(subject.limit + 1, null);
    }
    return new Figure(median(searches.stream().map(search -> (double) search.schedules).toList()),
        median(searches.stream().map(search -> search.millis).toList()));
  }

  private static double median(List<Double> figures) {
    List<Double> sorted = new ArrayList<>(figures);
    Collections.sort(sorted);
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  private Search search(Subject subject, String strategy, long base) {
    long start = System.nanoTime();
    long[] count = new long[1];
    RunSpec spec = subject.spec.withStrategy(strategy);
    Predicate<Outcome> goesOn = outcome -> {
      count[0]++;
      return !isFound(subject, outcome);
    };
    Outcome last = Strategies.isSearch(strategy)
        ? runner.exhaust(spec.withSeed(base), () -> count[0] < subject.limit, goesOn).last()
        : runner.explore(spec, base, base + subject.limit - 1, goesOn);
    return new Search(isFound(subject, last) ? count[0] : subject.limit + 1,
        (System.nanoTime() - start) / NANOS_PER_MILLI);
  }

  private static boolean isFound(Subject subject, Outcome outcome) {
    return outcome.verdict().isViolation() || outcome.verdict() == subject.verdict;
  }
}
