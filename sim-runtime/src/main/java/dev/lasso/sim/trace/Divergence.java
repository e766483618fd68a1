package dev.lasso.sim.trace;

import dev.lasso.sim.trace.DecisionLog.Decision;

/**
 * The first place where a replay did not do what was recorded.
 *
 * @param step the step at which it shows
 * @param expected what the record says, in words
 * @param came what happened instead
 */
public record Divergence(long step, String expected, String came) {

  static Divergence at(Decision expected, Decision came) {
    return new Divergence(Math.min(expected.step(), came.step()), expected.toString(), came.toString());
  }

  @Override
  public String toString() {
    return "diverged at step " + step + ": recorded " + expected + ", came " + came;
  }
}
