package dev.lasso.workloads.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.ScriptedRun;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Workloads;
import dev.lasso.sim.explore.Deviation.Kind;
import dev.lasso.sim.fault.FaultPlan;
import dev.lasso.workloads.bugs.KnownBugs;
import dev.lasso.workloads.correct.CorrectPrograms;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script of a run makes the very same run. */
class ScriptsTest {

  private static final Workloads WORKLOADS = Workloads.of(ScriptsTest.class.getClassLoader());

  private final Simulation simulation = Simulation.get();
  private final Set<Kind> seen = EnumSet.noneOf(Kind.class);

  private static RunSpec spec(String workload) {
    return RunSpec.of(WORKLOADS.program(workload));
  }

  private void assertSameRuns(RunSpec spec, long first, long last) {
    for (long seed = first; seed <= last; seed++) {
      RunSpec original = spec.withSeed(seed);
      Outcome plain = simulation.run(original);
      ScriptedRun recorded = simulation.script(original, null);
      assertSame(plain, recorded.outcome(), original);
      RunSpec scripted = original.withStrategy(recorded.script().text());
      assertSame(plain, simulation.run(scripted), scripted);
      ScriptedRun again = simulation.script(scripted, null);
      assertSame(plain, again.outcome(), scripted);
      recorded.script().deviations().forEach(each -> seen.add(each.kind()));
    }
  }

  private static void assertSame(Outcome expected, Outcome came, RunSpec spec) {
    assertEquals(line(expected), line(came), () -> spec.program() + " seed " + spec.seed() + " under " + spec
        .strategy());
  }

  private static String line(Outcome outcome) {
    return String.join(" ", outcome.verdict().name(), outcome.proof(), outcome.fingerprint(),
        Long.toString(outcome.steps()), Long.toString(outcome.switches()), Long.toString(outcome.virtualNanos()),
        outcome.traceHashText());
  }

  private static Stream<String> programs() {
    return Stream.concat(new KnownBugs().workloads().stream().map(each -> each.name()),
        new CorrectPrograms().workloads().stream().map(each -> each.name())
            .filter(name -> !name.equals("correct-locked-loop")));
  }

  @Test
  void scriptOfARunOfAKnownBugOrACorrectProgramMakesTheSameRun() {
    programs().forEach(name -> assertSameRuns(spec(name), 1, 4));
    assertEquals(EnumSet.allOf(Kind.class), seen);
  }

  /** These came to one place twice without a step between, and the script recorded it twice. */
  @ParameterizedTest
  @ValueSource(longs = {5, 38, 91, 99})
  void scriptOfARunThatLooksTwiceFromOnePlaceMakesTheSameRun(long seed) {
    assertSameRuns(spec("correct-backoff"), seed, seed);
  }

  @Test
  void scriptOfARunOfTheTourOrTheEngineMakesTheSameRun() {
    assertSameRuns(spec("juc-tour"), 1, 6);
    for (String engine : List.of("write-stall", "close-race", "async-open")) {
      assertSameRuns(spec(engine), 1, 3);
    }
  }

  @Test
  void scriptOfARunWithFaultsMakesTheSameRun() {
    FaultPlan faults = FaultPlan.of(Map.of("spawn.probability", "0.3", "allocation.probability", "0.01"));
    assertSameRuns(spec("async-workers").withFaults(faults), 1, 10);
    assertSameRuns(spec("request-gate").withFaults(faults), 1, 10);
  }

  /** The run is looked at where a strategy is asked, and ends where that shows that it is lost. */
  @ParameterizedTest
  @ValueSource(strings = {"monitors", "mainBehindDaemons", "besideASpinner"})
  void scriptOfARunThatIsLostWhileOthersGoOnMakesTheSameRun(String method) {
    assertSameRuns(RunSpec.of(new RunSpec.Program.OfMain("dev.lasso.workloads.live.CyclePrograms", method,
        System.getProperty("java.class.path"), List.of())), 1, 10);
  }

  @Test
  @Tag("soak")
  void scriptsOfManyRunsMakeTheSameRuns() {
    programs().forEach(name -> assertSameRuns(spec(name), 1, 100));
    assertSameRuns(spec("juc-tour"), 1, 100);
    for (String engine : List.of("write-stall", "close-race", "async-open", "mixed", "listener", "log-listing")) {
      assertSameRuns(spec(engine), 1, 20);
    }
  }
}
