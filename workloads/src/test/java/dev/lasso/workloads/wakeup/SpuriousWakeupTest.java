package dev.lasso.workloads.wakeup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.Workloads;
import dev.lasso.sim.fault.FaultPlan;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waits end without a reason where the plan has them do so, as the JDK allows it, and nowhere else. */
final class SpuriousWakeupTest {

  private static final FaultPlan FIRST = FaultPlan.of(Map.of("spurious-wakeup.nth", "1"));
  private static final FaultPlan OFTEN = FaultPlan.of(Map.of("spurious-wakeup.probability", "0.5"));
  private static final int SEEDS = 200;

  private static RunSpec spec(String program) {
    return RunSpec.of(new RunSpec.Program.OfMain(Waiters.class.getName(), program,
        System.getProperty("java.class.path"), List.of()));
  }

  private static Map<Verdict, Integer> verdicts(RunSpec spec, int seeds) {
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    for (long seed = 1; seed <= seeds; seed++) {
      verdicts.merge(Simulation.get().run(spec.withSeed(seed)).verdict(), 1, Integer::sum);
    }
    return verdicts;
  }

  @ParameterizedTest
  @ValueSource(strings = {"waitsForNothing", "parksForNothing"})
  void waitThatNobodyEndsIsEndedOnce(String program) {
    Outcome outcome = Simulation.get().run(spec(program).withFaults(FIRST));
    assertEquals(Verdict.LIVE, outcome.verdict(), outcome::dump);
    assertEquals(1, outcome.faults().count());
    assertTrue(outcome.virtualNanos() < 1_000_000_000L, () -> outcome.virtualNanos() + " ns");
    assertEquals(Verdict.STUCK, Simulation.get().run(spec(program)).verdict());
  }

  @Test
  void whoLooksOnceTakesWhatIsNotThere() {
    assertTrue(verdicts(spec("looksOnce").withFaults(OFTEN), SEEDS).getOrDefault(Verdict.FAILED, 0) > 0);
    assertEquals(Map.of(Verdict.LIVE, SEEDS), verdicts(spec("looksOnce"), SEEDS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"looksAgain", "awaitsAnotherThread"})
  void whoLooksAgainIsNotHarmed(String program) {
    assertEquals(Map.of(Verdict.LIVE, SEEDS), verdicts(spec(program).withFaults(OFTEN), SEEDS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"juc-tour", "mixed"})
  void theJdkAndTheEngineAreNotHarmed(String workload) {
    RunSpec spec = RunSpec.of(Workloads.of(SpuriousWakeupTest.class.getClassLoader()).program(workload));
    assertEquals(Map.of(Verdict.LIVE, 20), verdicts(spec.withFaults(OFTEN), 20));
  }
}
