package dev.lasso.workloads.cli;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.explore.Strategies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many schedules each strategy needs to find each known bug: the median over several base seeds. */
final class StrategyTable {

  /** The most schedules that a search may take. */
  static final long LIMIT = 10_000;

  private static final int BASE_SEEDS = 5;
  private static final long BETWEEN_BASES = 1_000_000;

  private final Session session;
  private final Runner runner;

  StrategyTable(Session session, Runner runner) {
    this.session = session;
    this.runner = runner;
  }

  /** The workloads that have a correct twin. */
  List<String> bugs() {
    List<String> names = session.workloads().all().stream().map(workload -> workload.name()).toList();
    return names.stream().filter(name -> names.contains(name + "-fixed")).toList();
  }

  /** By strategy, the median for a bug; one more than {@link #LIMIT} stands for not found. */
  Map<String, Object> row(String bug) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", bug);
    for (Strategies.Entry strategy : Strategies.all()) {
      RunSpec spec = RunSpec.of(session.workloads().program(bug)).withStrategy(strategy.name());
      List<Long> needed = new ArrayList<>();
      for (int i = 0; i < BASE_SEEDS; i++) {
        needed.add(schedulesToFirstViolation(spec, i * BETWEEN_BASES + 1));
      }
      Long[] sorted = needed.toArray(new Long[0]);
      Arrays.sort(sorted);
      row.put(strategy.name(), sorted[BASE_SEEDS / 2]);
    }
    return row;
  }

  private long schedulesToFirstViolation(RunSpec spec, long base) {
    long[] count = new long[1];
    Outcome last = runner.explore(spec, base, base + LIMIT - 1, outcome -> {
      count[0]++;
      return !outcome.verdict().isViolation();
    });
    return last.verdict().isViolation() ? count[0] : LIMIT + 1;
  }
}
