package dev.lasso.workloads.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.fault.FaultKind;
import dev.lasso.sim.fault.FaultPlan;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which mistakes in the use of files a loss of power shows, on which disk. */
final class PowerLossTest {

  private static final int CALLS = 30;

  private static RunSpec spec(String without, Map<String, String> faults) {
    return RunSpec.of(new RunSpec.Program.OfWorkload(ReplaceWorkload.class.getName(), "replace"))
        .withParameters(Map.of("without", without)).withFaults(FaultPlan.of(faults));
  }

  /** Before each call in turn, and then in every state. */
  private static Outcome walk(String without, String order) {
    Outcome outcome = Simulation.get().run(spec(without, Map.of()));
    for (int call = 1; call <= CALLS && outcome.verdict() == Verdict.LIVE; call++) {
      outcome = Simulation.get().run(spec(without, Map.of("power.nth", "" + call, "crash.enumerate", "10000",
          "crash.order", order)));
      assertEquals(outcome.crashes().powerLosses(), outcome.crashes().walked());
    }
    return outcome;
  }

  @ParameterizedTest
  @CsvSource({"nothing, arbitrary, LIVE", "nothing, ordered, LIVE", "nothing, strict, LIVE",
    "file-sync, arbitrary, FAILED", "file-sync, ordered, LIVE", "file-sync, strict, LIVE",
    "directory-sync, arbitrary, FAILED", "directory-sync, ordered, FAILED", "directory-sync, strict, FAILED",
    "rename, arbitrary, FAILED", "rename, ordered, FAILED", "rename, strict, FAILED"})
  void eachDiskShowsTheMistakesThatMatterOnIt(String without, String order, Verdict expected) {
    Outcome outcome = walk(without, order);
    assertEquals(expected, outcome.verdict(), outcome::summary);
    assertEquals(expected == Verdict.LIVE, outcome.summary().contains("all that was owed"), outcome::summary);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file-sync", "directory-sync", "rename"})
  void drawsFindThemToo(String without) {
    Map<String, String> faults = new HashMap<>(Map.of("power.probability", "0.1"));
    Outcome found = Simulation.get().explore(spec(without, faults), 1, 2000, it -> it.verdict() == Verdict.LIVE);
    assertEquals(Verdict.FAILED, found.verdict());
    assertTrue(found.summary().contains("was promised"), found::summary);
  }

  @Test
  void diskThatLiesIsFoundToo() {
    Map<String, String> faults = Map.of("power.probability", "0.1", "lying-sync.probability", "0.5");
    Outcome found = Simulation.get().explore(spec("nothing", faults), 1, 2000, it -> it.verdict() == Verdict.LIVE);
    assertEquals(Verdict.FAILED, found.verdict());
    assertTrue(found.faults().count(FaultKind.LYING_SYNC) > 0, found::dump);
  }

  @ParameterizedTest
  @ValueSource(strings = {"strict", "ordered", "arbitrary"})
  void drawsFindNothingWhereNothingIsWrong(String order) {
    Map<String, String> faults = Map.of("power.probability", "0.1", "kill.probability", "0.05", "crash.order", order);
    Outcome last = Simulation.get().explore(spec("nothing", faults), 1, 2000, it -> it.verdict() == Verdict.LIVE);
    assertEquals(Verdict.LIVE, last.verdict(), last::summary);
  }
}
