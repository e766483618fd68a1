package dev.lasso.sim.fault;

import java.util.List;
import java.util.Map;

/**
 * What came of a run's fault plan.
 *
 * @param count how many faults fired
 * @param fired the first of them, at most {@value #MOST_KEPT}
 * @param silent what the plan asks for and the run never came to, a line for each kind
 */
public record FaultReport(long count, List<FiredFault> fired, Map<FaultKind, String> silent) {

  /** The most faults that are kept: a loop that tries again for ever meets very many. */
  public static final int MOST_KEPT = 100;

  /** Of a run without a plan. */
  public static final FaultReport NONE = new FaultReport(0, List.of(), Map.of());

  public FaultReport {
    fired = List.copyOf(fired);
    silent = Map.copyOf(silent);
  }
}
