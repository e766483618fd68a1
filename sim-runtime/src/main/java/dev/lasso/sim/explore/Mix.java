package dev.lasso.sim.explore;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What the text of a strategy stands for in runs of one program: strategies whose texts are complete, of which each run
 * draws one.
 */
public final class Mix {

  private final List<Member> members;
  private final double sum;

  /**
   * One of them.
   *
   * @param text complete: a run that is described by it needs nothing else to be repeated
   */
  public record Member(String text, double weight, FairSuffix strategy) {

    static Member of(StrategyText text, double weight) {
      return new Member(text.toString(), weight, Strategies.make(text));
    }
  }

  Mix(List<Member> members) {
    this.members = List.copyOf(members);
    sum = members.stream().mapToDouble(Member::weight).sum();
  }

  /** All of them. */
  public List<Member> members() {
    return members;
  }

  /** One of them, each as likely as its weight says. */
  public Member draw(RandomGenerator random) {
    if (members.size() == 1) {
      return members.getFirst();
    }
    double drawn = random.nextDouble() * sum;
    for (Member member : members) {
      drawn -= member.weight();
      if (drawn < 0) {
        return member;
      }
    }
    return members.getLast();
  }
}
