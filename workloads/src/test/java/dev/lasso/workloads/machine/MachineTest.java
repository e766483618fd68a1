package dev.lasso.workloads.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.CrashReport;
import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.fault.FaultPlan;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MachineTest {

  private static final int SEEDS = 50;

  private static RunSpec spec(String name) {
    return RunSpec.of(new RunSpec.Program.OfWorkload(MachineWorkload.class.getName(), "machine"))
        .withParameters(Map.of("case", name)).withFaults(FaultPlan.of(Map.of("crash.enumerate", "100")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"endsWithItsThreads", "throwsWhatItsProgramThrows", "stopsEveryThread", "letsGoOfEverything",
    "keepsTheDiskOfAKilledProcess", "findsEveryState", "losesPowerInACheck", "refusesAProcessInAProcess"})
  void machineDoesWhatItSays(String name) {
    Outcome last = Simulation.get().explore(spec(name), 1, SEEDS, it -> it.verdict() == Verdict.LIVE);
    assertEquals(Verdict.LIVE, last.verdict(), last::summary);
    Outcome once = Simulation.get().run(spec(name));
    assertEquals(Verdict.LIVE, once.verdict(), () -> once.summary() + "\n" + once.dump());
    assertEquals(once.traceHash(), Simulation.get().run(spec(name)).traceHash());
  }

  @Test
  void theRunGoesOnFromTheLastCheckOfStatesThatAreDrawn() {
    Outcome outcome = Simulation.get()
        .run(spec("goesOnFromTheLastCheck").withFaults(FaultPlan.of(Map.of("crash.enumerate", "1"))));
    assertEquals(Verdict.LIVE, outcome.verdict(), () -> outcome.summary() + "\n" + outcome.dump());
    assertEquals(2, outcome.crashes().visited());
    assertEquals(0, outcome.crashes().walked());
  }

  @ParameterizedTest
  @CsvSource({"losesWhatASyncHasFailedToWrite, sync", "keepsWhatWasWrittenAgain, sync",
    "losesWhatALyingSyncWasGiven, lying-sync"})
  void syncThatIsNotDoneKeepsNothing(String name, String fault) {
    Outcome outcome = Simulation.get().run(spec(name)
        .withFaults(FaultPlan.of(Map.of("crash.enumerate", "100", fault + ".path", "file", fault + ".nth", "1"))));
    assertEquals(Verdict.LIVE, outcome.verdict(), () -> outcome.summary() + "\n" + outcome.dump());
  }

  @Test
  void aProcessThatHangsIsStuck() {
    Outcome outcome = Simulation.get().run(spec("hangs"));
    assertEquals(Verdict.STUCK, outcome.verdict());
    assertTrue(outcome.dump().contains("\"process-0\" waits for a notify on"), outcome::dump);
  }

  @Test
  void anErrorInAThreadOfAProcessFailsTheRun() {
    Outcome outcome = Simulation.get().run(spec("failsInAThread"));
    assertEquals(Verdict.FAILED, outcome.verdict());
    assertTrue(outcome.summary().contains("in a thread"), outcome::summary);
  }

  @Test
  void crashesAreCounted() {
    CrashReport report = Simulation.get().run(spec("losesPowerInACheck")).crashes();
    assertEquals(3, report.powerLosses());
    assertEquals(3, report.walked());
    assertEquals(10, report.visited());
    assertEquals(8, report.states().size());
    assertEquals(3, Simulation.get().run(spec("letsGoOfEverything")).crashes().kills());
    assertEquals(CrashReport.NONE, Simulation.get().run(RunSpec.of(new RunSpec.Program.OfMain(
        "java.lang.Runtime", "getRuntime", "", java.util.List.of()))).crashes());
  }
}
