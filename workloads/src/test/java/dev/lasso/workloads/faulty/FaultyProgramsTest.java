package dev.lasso.workloads.faulty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.Workloads;
import dev.lasso.sim.fault.FaultKind;
import dev.lasso.sim.fault.FaultPlan;
import dev.lasso.sim.fault.FiredFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each defect shows when the right thing fails, and only then; no twin ever hangs. */
class FaultyProgramsTest {

  private static final long SEEDS = 20;

  static Stream<FaultyProgram> programs() {
    return new FaultyPrograms().workloads().stream();
  }

  static Stream<FaultyProgram> defects() {
    return programs().filter(program -> !program.fixed());
  }

  static Stream<FaultyProgram> twins() {
    return programs().filter(FaultyProgram::fixed);
  }

  private static RunSpec spec(FaultyProgram program) {
    return RunSpec.of(Workloads.of(FaultyProgramsTest.class.getClassLoader()).program(program.name()));
  }

  /** What becomes of the program under every seed when its sites fail one after the other. */
  private static List<Outcome> everyFault(FaultyProgram program, FaultKind kind) {
    List<Outcome> outcomes = new ArrayList<>();
    int before;
    long number = 0;
    do {
      before = outcomes.size();
      RunSpec spec = spec(program).withFaults(FaultPlan.NONE.withNth(kind, ++number));
      Simulation.get().explore(spec, 1, SEEDS, outcome -> {
        if (outcome.faults().count() > 0) {
          outcomes.add(outcome);
        }
        return true;
      });
    } while (outcomes.size() > before);
    return outcomes;
  }

  @ParameterizedTest
  @MethodSource("programs")
  void nothingIsWrongWhileNothingFails(FaultyProgram program) {
    Simulation.get().explore(spec(program), 1, 200, outcome -> {
      assertEquals(Verdict.LIVE, outcome.verdict(), outcome::summary);
      return true;
    });
  }

  @ParameterizedTest
  @MethodSource("defects")
  void defectIsFoundByItsFault(FaultyProgram program) {
    List<Outcome> outcomes = everyFault(program, program.fault());
    assertTrue(outcomes.stream().anyMatch(outcome -> outcome.verdict() == Verdict.STUCK), outcomes::toString);
  }

  /**
   * A twin ends. It is LIVE where the fault meets its error path; where the main thread has not come so far, it FAILED
   * with the error itself, since nobody is there to catch it.
   */
  @ParameterizedTest
  @MethodSource("twins")
  void twinNeverHangs(FaultyProgram program) {
    for (FaultKind kind : FaultKind.values()) {
      List<Outcome> outcomes = everyFault(program, kind);
      outcomes.forEach(FaultyProgramsTest::assertClean);
      long live = outcomes.stream().filter(outcome -> outcome.verdict() == Verdict.LIVE).count();
      assertTrue(live >= 3 * SEEDS || kind != program.fault(), () -> live + " runs were LIVE");
    }
  }

  private static void assertClean(Outcome outcome) {
    FiredFault fault = outcome.faults().fired().getFirst();
    if (outcome.verdict() != Verdict.LIVE) {
      assertEquals(Verdict.FAILED, outcome.verdict(), outcome::summary);
      assertEquals("main", fault.thread());
      assertTrue(outcome.summary().startsWith("uncaught java.lang.OutOfMemoryError: ")
          && outcome.summary().endsWith("in thread \"main\""), outcome::summary);
    }
  }

  @Test
  void twinOfTheWorkersIsLiveWhicheverStartFails() {
    for (Outcome outcome : everyFault(twins().findFirst().orElseThrow(), FaultKind.SPAWN)) {
      assertEquals(Verdict.LIVE, outcome.verdict(), outcome::summary);
    }
  }

  @Test
  void programsEndWithTheirLineOnRealThreads() throws Exception {
    Map<String, String> results = Map.of("async-workers", "started 3, ended 3", "request-gate",
        "served 4, rejected 0");
    for (FaultyProgram program : programs().toList()) {
      var made = program.program();
      made.run();
      assertEquals(results.get(program.defect()), made.result());
    }
  }
}
