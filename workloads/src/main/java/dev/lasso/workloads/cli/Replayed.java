package dev.lasso.workloads.cli;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.shrink.Nearby;
import dev.lasso.sim.trace.Divergence;
import dev.lasso.workloads.seed.Seed;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * What came of a replay.
 *
 * @param divergence where it parted from the recording, or null
 * @param defect where a second run parted from the first, which must never be; null if it did not
 * @param nearby whether the failure of a seed that has aged is still found; null where nobody looked for it
 */
record Replayed(Kind kind, Outcome outcome, @Nullable Divergence divergence, @Nullable Divergence defect,
    Nearby.@Nullable Answer nearby) {

  /** Which of the four it was. */
  enum Kind {
    REPLAY, STOPPED, REFRESH, COUNTERFACTUAL
  }

  Replayed(Kind kind, Outcome outcome, @Nullable Divergence divergence, @Nullable Divergence defect) {
    this(kind, outcome, divergence, defect, null);
  }

  int exitCode() {
    if (divergence != null) {
      return ExitCode.DIVERGED;
    }
    if (defect != null) {
      return ExitCode.UNDECIDED;
    }
    return kind == Kind.COUNTERFACTUAL || !outcome.races().isEmpty() ? ExitCode.of(outcome) : ExitCode.FINE;
  }

  /**
   * @param races what was found of races, in one line; null if nobody has looked
   * @param debugged whether a debugger had its hands in it
   */
  void print(PrintStream to, Seed seed, @Nullable String races, boolean debugged) {
    Report.print(to, outcome, seed.spec().seed());
    Report.warn(to, outcome.faults().silent());
    if (races != null) {
      to.println(races);
    }
    if (defect != null) {
      to.println("DEFECT OF LASSO: the same run, made again, " + defect);
    } else if (outcome.verdict() == Verdict.STUCK && divergence == null && !debugged) {
      to.println("proof checked twice, the second time in a fresh class loader");
    }
    switch (kind) {
      case REPLAY -> to.println(divergence == null ? "exact" : divergence.toString());
      case STOPPED -> to.println(divergence == null ? "exact so far" : divergence.toString());
      case REFRESH -> to.println("was " + seed.result().verdict() + ", trace " + seed.result().traceHashText()
          + (defect == null ? "; rewritten" : "; not rewritten"));
      case COUNTERFACTUAL -> to.println("a counterfactual: the seed itself is " + seed.result().verdict());
    }
    if (nearby != null) {
      to.println(AgedSeed.line(nearby, kind == Kind.REFRESH));
    }
    if (debugged && divergence != null) {
      to.println("what a debugger evaluates (toString, a watch, a condition) counts as the program's own doing:"
          + " it may be what differs");
    }
  }

  String json(Seed seed, long wallMillis) {
    JsonLine line = new JsonLine().outcome(outcome, seed.spec().seed());
    line.field("schedules", 1).field("firstFailure",
        outcome.isViolation() ? Long.valueOf(seed.spec().seed()) : null);
    line.field("wallMillis", wallMillis);
    switch (kind) {
      case REPLAY, STOPPED -> line.field("replay", divergence == null ? "exact" : "diverged");
      case REFRESH -> line.field("refreshed", defect == null);
      case COUNTERFACTUAL -> line.field("counterfactual", true);
    }
    if (divergence != null) {
      line.field("divergence", divergence.toString());
    }
    if (nearby != null) {
      line.field("nearby", nearby.spec() != null).field("nearbyRuns", nearby.runs());
    }
    if (defect != null) {
      line.field("defect", defect.toString());
    }
    return line.text();
  }
}
