package dev.lasso.sim;

/**
 * What an exhaustive search may claim.
 *
 * @param claim whether every schedule was covered, and if not, why not
 * @param reason why it is no more than that, in one line; empty where it is {@link Claim#EXHAUSTED}
 * @param schedules how many runs were made
 * @param redundant how many of these turned out on their way to be like an earlier one
 * @param points the points between which steps were ordered: {@code sync} or {@code fields}
 * @param preemptions the bound on preemptions in one schedule, or -1 for none
 * @param last the outcome of the last run
 */
public record Exhaustion(Claim claim, String reason, long schedules, long redundant, String points, int preemptions,
    Outcome last) {

  /** How a search has ended. */
  public enum Claim {
    /** Every schedule is covered: by itself, or by one that differs in the order of independent steps alone. */
    EXHAUSTED,
    /** All was tried that can be, and that is not all that there is. */
    TRUNCATED,
    /** There was more to try, and no budget. */
    BUDGET_SPENT,
    /** It was told to stop, at a violation. */
    STOPPED
  }

  /** The claim in words, such as {@code exhausted after 12 schedules}. */
  public String text() {
    String many = schedules == 1 ? "1 schedule" : schedules + " schedules";
    return switch (claim) {
      case EXHAUSTED -> "exhausted " + (preemptions < 0
          ? ""
          : "with at most " + preemptions + (preemptions == 1 ? " preemption " : " preemptions ")) + "after " + many;
      case TRUNCATED -> "truncated after " + many + " because " + reason;
      case BUDGET_SPENT -> "budget spent after " + many;
      case STOPPED -> "stopped after " + many;
    };
  }
}
