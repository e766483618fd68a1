package dev.lasso.sim.live;

/**
 * What is known about a run that is over.
 *
 * @param proof the kind of proof of {@link Kind#STUCK}; empty otherwise
 * @param summary one line
 * @param dump what a person reads; empty for {@link Kind#LIVE}
 * @param fingerprint the same for runs that end in the same way; empty for {@link Kind#LIVE}
 * @param remark worth knowing although nothing is violated; empty if there is none
 */
public record Judgement(Kind kind, String proof, String summary, String dump, String fingerprint, String remark) {

  /** The verdicts of which this package knows. */
  public enum Kind {
    LIVE, STUCK, SUSPECTED, EXCUSED, FAILED, ABORTED
  }
}
