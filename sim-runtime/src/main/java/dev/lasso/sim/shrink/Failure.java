package dev.lasso.sim.shrink;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.Verdict;

/** What must stay the same: the verdict, how it was proved, and where threads are blocked or the error arose. */
public record Failure(Verdict verdict, String proof, String fingerprint) {

  /** How a run failed that was judged with a dump. */
  public static Failure of(Outcome outcome) {
    return new Failure(outcome.verdict(), outcome.proof(), outcome.fingerprint());
  }

  /** Whether another run has failed in this way, as far as an outcome without a dump can tell. */
  public boolean isLike(Outcome outcome) {
    return outcome.verdict() == verdict && outcome.proof().equals(proof);
  }

  @Override
  public String toString() {
    return verdict + (proof.isEmpty() ? "" : ", " + proof) + ", fingerprint " + fingerprint;
  }
}
