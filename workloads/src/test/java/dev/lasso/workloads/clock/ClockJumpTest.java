package dev.lasso.workloads.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.fault.FaultPlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The clock on the wall is set where the plan has it so, and no other clock. */
final class ClockJumpTest {

  private static final FaultPlan SECOND = FaultPlan.of(Map.of("clock-jump.nth", "2"));
  private static final int SEEDS = 100;

  @ParameterizedTest
  @CsvSource({"measuresByMillis,FAILED", "measuresByInstants,FAILED", "measuresByNanos,LIVE"})
  void whoMeasuresByTheWallIsWrong(String program, Verdict verdict) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      RunSpec spec = RunSpec.of(new RunSpec.Program.OfMain(Readers.class.getName(), program,
          System.getProperty("java.class.path"), List.of())).withSeed(seed);
      Outcome jumped = Simulation.get().run(spec.withFaults(SECOND));
      assertEquals(1, jumped.faults().count(), jumped::dump);
      assertEquals(verdict, jumped.verdict(), jumped::dump);
      assertEquals(Verdict.LIVE, Simulation.get().run(spec).verdict());
    }
  }
}
