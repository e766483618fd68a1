package dev.lasso.sim.fault;

import java.util.List;
import java.util.Map;

/**
 * What came of a run's fault plan.
 *
 * @param counts how many faults fired, by what failed; kinds of which none did are absent
 * @param fired the first of them, at most {@value #MOST_KEPT}
 * @param silent what the plan asks for and the run never came to, a line for each kind
 */
public record FaultReport(Map<FaultKind, Long> counts, List<FiredFault> fired, Map<FaultKind, String> silent) {

  /** The most faults that are kept: a loop that tries again for ever meets very many. */
  public static final int MOST_KEPT = 100;

  /** Of a run without a plan. */
  public static final FaultReport NONE = new FaultReport(Map.of(), List.of(), Map.of());

  public FaultReport {
    counts = Map.copyOf(counts);
    fired = List.copyOf(fired);
    silent = Map.copyOf(silent);
  }

  /** How many faults fired. */
  public long count() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many faults fired of one kind. */
  public long count(FaultKind kind) {
    return counts.getOrDefault(kind, 0L);
  }
}
