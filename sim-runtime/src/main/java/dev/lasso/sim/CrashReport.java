package dev.lasso.sim;

import java.util.List;

/**
 * The crashes of a run.
 *
 * @param kills how many processes were killed
 * @param powerLosses how often the power was lost
 * @param walked of how many of those all states of the disk were tried
 * @param visited how many states of the disk a check has seen
 * @param states a hash of each of those that differ in what anybody can see
 */
public record CrashReport(long kills, long powerLosses, long walked, long visited, List<Long> states) {

  /** Of a run without a crash. */
  public static final CrashReport NONE = new CrashReport(0, 0, 0, 0, List.of());

  public CrashReport {
    states = List.copyOf(states);
  }
}
