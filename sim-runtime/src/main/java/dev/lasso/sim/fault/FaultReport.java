package dev.lasso.sim.fault;

import java.util.List;

/**
 * What came of a run's fault plan.
 *
 * @param count how many faults fired
 * @param fired the first of them, at most {@value #MOST_KEPT}
 * @param silent what the plan asks for and the run never came to, each in a line
 */
public record FaultReport(long count, List<FiredFault> fired, List<String> silent) {

  /** The most faults that are kept: a loop that tries again for ever meets very many. */
  public static final int MOST_KEPT = 100;

  /** Of a run without a plan. */
  public static final FaultReport NONE = new FaultReport(0, List.of(), List.of());

  public FaultReport {
    fired = List.copyOf(fired);
    silent = List.copyOf(silent);
  }
}
