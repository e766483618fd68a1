package dev.lasso.workloads.contract;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.RunSpec.Points;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Under simulation, with many seeds and with either kind of points. All of them must observe the same; where they do
 * not, the answer says which seed saw what, and so equals nothing that real threads observe.
 */
public record SimulatedArm(long seeds) implements Arm {

  @Override
  public List<String> run(ContractCase contract) {
    RunSpec spec = RunSpec.of(new RunSpec.Program.OfMain(ContractMain.class.getName(), "main",
        System.getProperty("java.class.path"), List.of(contract.className(), contract.method())));
    Set<String> answers = new TreeSet<>();
    for (Points points : List.of(Points.SYNC, Points.FIELDS)) {
      explore(spec.withPoints(points), answers);
    }
    return answers.size() == 1 ? answers.iterator().next().lines().toList() : List.copyOf(answers);
  }

  private void explore(RunSpec spec, Set<String> answers) {
    long[] seed = {0};
    Simulation.get().explore(spec, 1, seeds, outcome -> {
      seed[0]++;
      String observed = observed(outcome);
      if (answers.add(observed) && answers.size() > 1) {
        answers.remove(observed);
        answers.add("seed " + seed[0] + " with points at " + outcome.points() + ": " + observed);
        return false;
      }
      return true;
    });
  }

  private static String observed(Outcome outcome) {
    return outcome.verdict() == Verdict.LIVE
        ? Objects.requireNonNull(System.getProperty(ContractMain.OBSERVED))
        : outcome.verdict() + ": " + outcome.summary();
  }
}
