package dev.lasso.sim.shrink;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Workload.Parameter;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Makes a failing run smaller. The configuration comes first, while its strategy still draws other schedules for what
 * has changed; then the schedule; then both again, since what one has lost may be what the other was held by. Of a run
 * so long that one schedule is all that a change is tried with, the schedule is written down before. Limits come last,
 * since a smaller run may be the longer one on its way.
 */
public final class Shrinker {

  private final Trials trials;
  private final List<Parameter> parameters;
  private final Set<String> options;
  private final BooleanSupplier hasTime;
  private final Listener listener;

  /** Is told of every step. */
  @FunctionalInterface
  public interface Listener {

    /**
     * A smaller run was found.
     *
     * @param what has changed, in a few words
     * @param spec its description
     * @param outcome what came of it
     * @param runs how many runs were made so far
     */
    void shrunk(String what, RunSpec spec, Outcome outcome, long runs);
  }

  /**
   * What shrinking has come to.
   *
   * @param runs how many runs it took
   * @param isMinimal whether no single change that was tried keeps the failure; else the time was up
   */
  public record Shrunk(RunSpec spec, Outcome outcome, long runs, boolean isMinimal) {}

  /**
   * A shrinker.
   *
   * @param parameters those that the program takes; empty where it is no workload
   * @param options the names of the options of the engine that it runs
   * @param hasTime asked before every run; once it says false, what was found so far is the answer
   */
  public Shrinker(Trials trials, List<Parameter> parameters, Set<String> options, BooleanSupplier hasTime,
      Listener listener) {
    this.trials = trials;
    this.parameters = List.copyOf(parameters);
    this.options = Set.copyOf(options);
    this.hasTime = hasTime;
    this.listener = listener;
  }

  /**
   * Shrinks a run.
   *
   * @param outcome what came of it, judged with a dump: a violation
   */
  public Shrunk shrink(RunSpec spec, Outcome outcome) {
    Attempts attempts = new Attempts(trials, spec, outcome, hasTime, listener);
    Configurations configurations = new Configurations(attempts, parameters, options);
    Schedules schedules = new Schedules(attempts);
    if (attempts.schedules() == 1) {
      schedules.write();
    }
    RunSpec loose;
    do {
      loose = attempts.spec();
      RunSpec before;
      do {
        before = attempts.spec();
        configurations.shrink();
        schedules.write();
        schedules.shrink();
      } while (!before.equals(attempts.spec()) && !attempts.timeIsUp());
      schedules.tighten();
    } while (!loose.equals(attempts.spec()) && !attempts.timeIsUp());
    return new Shrunk(attempts.spec(), attempts.outcome(), attempts.runs(), !attempts.timeIsUp());
  }
}
