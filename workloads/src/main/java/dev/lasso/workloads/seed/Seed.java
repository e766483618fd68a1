package dev.lasso.workloads.seed;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.live.Lasso;
import dev.lasso.sim.trace.DecisionLog;
import dev.lasso.sim.trace.Divergence;
import dev.lasso.sim.trace.Recording;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A run that is kept: its description, what came of it, and its decisions.
 *
 * @param log the decisions, or the first of them
 * @param decisions how many the run took
 */
public record Seed(RunSpec spec, Result result, DecisionLog log, long decisions) {

  /** The most decisions that are kept; a longer log is cut. */
  public static final int MOST_DECISIONS = 200_000;

  /** What came of a run, without what a person reads. */
  public record Result(Verdict verdict, String proof, long steps, long switches, long virtualNanos, long traceHash,
      String fingerprint) {

    static Result of(Outcome outcome) {
      return new Result(outcome.verdict(), outcome.proof(), outcome.steps(), outcome.switches(), outcome.virtualNanos(),
          outcome.traceHash(), outcome.fingerprint());
    }

    /** How the run was judged. */
    String judgement() {
      return verdict + (proof.isEmpty() ? "" : " by " + proof) + (fingerprint.isEmpty() ? "" : ", " + fingerprint);
    }

    /** The trace hash as it is written: 16 hexadecimal digits. */
    public String traceHashText() {
      return String.format(Locale.ROOT, "%016x", traceHash);
    }
  }

  /** The seed that keeps a run. */
  public static Seed of(RunSpec spec, Outcome outcome) {
    return new Seed(spec, Result.of(outcome), outcome.log(), outcome.log().size());
  }

  /** A description as {@code seed.json} has it, on one line; of an OPTIONS file it has the name. */
  public static String specJson(RunSpec spec) {
    return SeedWriter.specText(spec);
  }

  /** Whether the run is proved to go round a loop for ever. */
  public boolean isLoop() {
    return Arrays.stream(Lasso.Kind.values()).anyMatch(kind -> kind.label().equals(result.proof()));
  }

  /** What a replay is held against. */
  public Recording recording() {
    return new Recording(log, result.steps(), result.traceHash());
  }

  /**
   * Where a replay parted from this seed, or null if it is exact. The trace comes first; one that is the same and
   * judged otherwise is no exact replay either.
   *
   * @param held the {@link #recording} that the replay ran against
   */
  public @Nullable Divergence divergence(Recording held, Outcome replay) {
    if (held.divergence() != null) {
      return held.divergence();
    }
    Result came = Result.of(replay);
    return came.equals(result)
        ? null
        : new Divergence(Math.min(came.steps(), result.steps()), "the end as " + ending(result),
            "it as " + ending(came));
  }

  private static String ending(Result result) {
    return result.judgement() + " after " + result.switches() + " switches and " + result.virtualNanos() + " ns";
  }
}
