package dev.lasso.sim;

import dev.lasso.sim.fault.FaultReport;
import dev.lasso.sim.trace.DecisionLog;
import java.util.Locale;

/**
 * What came of a run.
 *
 * @param verdict what is known
 * @param proof the kind of proof of STUCK, such as {@code deadlock}; empty otherwise
 * @param summary one line: what happened
 * @param dump what a person reads: every task, what it waits for, what is owed; empty where the verdict is LIVE
 * @param fingerprint the same for runs that fail in the same way; empty where the verdict is LIVE
 * @param steps points passed
 * @param switches how often another task was run
 * @param virtualNanos virtual time at the end
 * @param traceHash over every event
 * @param strategy under which strategy: the text, with all that the run depended on
 * @param points what was explored: {@code sync} or {@code fields}
 * @param remark something a person should know although nothing is violated; empty if there is none
 * @param faults which of the planned faults fired
 * @param log every decision
 */
public record Outcome(Verdict verdict, String proof, String summary, String dump, String fingerprint, long steps,
    long switches, long virtualNanos, long traceHash, String strategy, String points, String remark, FaultReport faults,
    DecisionLog log) {

  /** The trace hash as it is written: 16 hexadecimal digits. */
  public String traceHashText() {
    return String.format(Locale.ROOT, "%016x", traceHash);
  }
}
