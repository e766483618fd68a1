package dev.lasso.workloads.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
final class OneTargetTest {

  private static final int SEEDS = 50;

  @Test
  void ofTwoCheckpointsInOnePlaceOneIsMade() {
    RunSpec spec = RunSpec.of(new RunSpec.Program.OfWorkload(OneTarget.class.getName(), "one-target"));
    Simulation.get().explore(spec, 1, SEEDS, outcome -> {
      assertEquals(Verdict.LIVE, outcome.verdict(), outcome::summary);
      return true;
    });
  }
}
