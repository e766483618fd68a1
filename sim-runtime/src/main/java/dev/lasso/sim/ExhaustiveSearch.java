package dev.lasso.sim;

import dev.lasso.sim.Exhaustion.Claim;
import dev.lasso.sim.explore.Exhaustive;
import dev.lasso.sim.explore.FairSuffix;
import dev.lasso.sim.explore.Mix;
import dev.lasso.sim.explore.ScriptRecorder;
import dev.lasso.sim.explore.Strategies;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

/** Makes run after run of one description until its {@link Exhaustive} strategy has no further, or it must stop. */
final class ExhaustiveSearch {

  private final Strategies.Search search;
  private final RunSpec spec;
  private final Function<Mix.Member, Outcome> runs;
  private final Function<Mix.Member, Outcome> others;

  /** Whether of the runs that were not LIVE one was a violation, and one was not. */
  private final Set<Boolean> kinds = new HashSet<>();

  private String obstacle = "";
  private long schedules;
  private long redundant;

  /**
   * @param spec whose points are not to be drawn
   * @param runs makes the run of a strategy, of whose steps the search is told
   * @param others makes that of another strategy, of which it is not
   */
  ExhaustiveSearch(Strategies.Search search, RunSpec spec, Function<Mix.Member, Outcome> runs,
      Function<Mix.Member, Outcome> others) {
    this.search = search;
    this.spec = spec;
    this.runs = runs;
    this.others = others;
    if (!spec.faults().isEmpty()) {
      obstacle = "which faults fire may depend on the order in which the program comes to them";
    }
  }

  /**
   * Searches.
   *
   * @param hasBudget asked before every run but the first
   * @param goesOn asked after every run; false stops
   */
  Exhaustion run(BooleanSupplier hasBudget, Predicate<Outcome> goesOn) {
    Exhaustive exhaustive = search.strategy();
    Mix.Member member = new Mix.Member(search.text(), 1, new FairSuffix(exhaustive, search.suffix()));
    while (true) {
      Outcome outcome = runs.apply(member);
      exhaustive.ended();
      schedules++;
      redundant += exhaustive.isRedundant() ? 1 : 0;
      note(outcome);
      if ((outcome.verdict() != Verdict.LIVE || outcome.isViolation()) && kinds.add(outcome.isViolation())) {
        outcome = scripted(outcome);
      }
      if (!goesOn.test(outcome)) {
        return ended(Claim.STOPPED, outcome.summary(), outcome);
      }
      if (!exhaustive.advance()) {
        String reason = obstacle.isEmpty() ? exhaustive.obstacle() : obstacle;
        return ended(reason.isEmpty() ? Claim.EXHAUSTED : Claim.TRUNCATED, reason, outcome);
      }
      if (!hasBudget.getAsBoolean()) {
        return ended(Claim.BUDGET_SPENT, "there are more to try", outcome);
      }
    }
  }

  /** The same run under its schedule written out, which stands alone. */
  private Outcome scripted(Outcome outcome) {
    ScriptRecorder recorder = new ScriptRecorder(new FairSuffix(search.strategy(), search.suffix()));
    long steps = runs.apply(new Mix.Member(search.text(), 1, recorder.strategy())).steps();
    Outcome again = others.apply(Strategies.complete(recorder.script(steps).text()).members().getFirst());
    if (obstacle.isEmpty() && again.traceHash() != outcome.traceHash()) {
      obstacle = "a schedule went another way when it was made again";
    }
    return again;
  }

  private void note(Outcome outcome) {
    if (obstacle.isEmpty() && outcome.verdict().isUndecided()) {
      obstacle = "a schedule was not decided: " + outcome.summary();
    }
  }

  private Exhaustion ended(Claim claim, String reason, Outcome last) {
    return new Exhaustion(claim, reason, schedules, redundant, spec.points().label(), search.preemptions(), last);
  }
}
