package dev.lasso.sim;

import dev.lasso.sim.fault.FaultReport;
import dev.lasso.sim.trace.DecisionLog;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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
 * @param races the data races that were found, in the order in which they showed; none where nobody looked for them
 * @param loop in which it goes round for ever, if that is what was proved; else null
 * @param crashes the crashes of its machine
 * @param log every decision
 */
public record Outcome(Verdict verdict, String proof, String summary, String dump, String fingerprint, long steps,
    long switches, long virtualNanos, long traceHash, String strategy, String points, String remark, FaultReport faults,
    List<DataRace> races, @Nullable Loop loop, CrashReport crashes, DecisionLog log) {

  /**
   * The loop that a run is proved to be caught in.
   *
   * @param fromStep points passed when it begins
   * @param steps points passed in one round, 1 or more
   * @param fromNanos virtual time when it begins
   * @param nanos virtual time that one round takes
   */
  public record Loop(long fromStep, long steps, long fromNanos, long nanos) {}

  /** The same, caught in a loop. */
  Outcome in(Loop caught) {
    return new Outcome(verdict, proof, summary, dump, fingerprint, steps, switches, virtualNanos, traceHash, strategy,
        points, remark, faults, races, caught, crashes, log);
  }

  /** The same, with other races. */
  Outcome with(List<DataRace> others) {
    return new Outcome(verdict, proof, summary, dump, fingerprint, steps, switches, virtualNanos, traceHash, strategy,
        points, remark, faults, others, loop, crashes, log);
  }

  /** Whether something is wrong with the program: the verdict is a violation, or there is a data race. */
  public boolean isViolation() {
    return verdict.isViolation() || !races.isEmpty();
  }

  /** The trace hash as it is written: 16 hexadecimal digits. */
  public String traceHashText() {
    return String.format(Locale.ROOT, "%016x", traceHash);
  }
}
