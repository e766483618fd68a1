package dev.lasso.workloads.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.Workloads;
import dev.lasso.sim.fault.FaultPlan;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine keeps its promises on a machine that crashes and on a disk that is sick, full, or lies. */
final class CrashRecoveryTest {

  private static final int SEEDS = 60;

  private static RunSpec spec(Map<String, String> parameters, String... faults) {
    Map<String, String> settings = new TreeMap<>();
    for (String setting : faults) {
      settings.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
    }
    return RunSpec.of(Workloads.of(CrashRecoveryTest.class.getClassLoader()).program("crash-recovery"))
        .withParameters(parameters).withFaults(FaultPlan.of(settings));
  }

  private static Outcome explore(RunSpec spec) {
    long[] fired = new long[1];
    Outcome last = Simulation.get().explore(spec, 1, SEEDS, outcome -> {
      fired[0] += outcome.faults().count();
      return outcome.verdict() == Verdict.LIVE;
    });
    assertTrue(last.verdict() != Verdict.LIVE || fired[0] > 0, "no fault has fired");
    return last;
  }

  @ParameterizedTest
  @ValueSource(strings = {"read", "write", "sync", "open", "descriptor", "name", "space", "short-read", "short-write",
    "lying-sync", "bit-flip", "bit-rot", "power", "kill"})
  void nothingIsLostThatMustNotBe(String kind) {
    Outcome last = explore(spec(Map.of(), kind + ".probability=0.01"));
    assertEquals(Verdict.LIVE, last.verdict(), last::dump);
  }

  @ParameterizedTest
  @ValueSource(strings = {"read", "write", "sync", "open", "descriptor", "name", "space"})
  void norOnADiskThatStaysSick(String kind) {
    Outcome last = explore(spec(Map.of(), kind + ".probability=0.01", kind + ".lasts=true"));
    assertEquals(Verdict.LIVE, last.verdict(), last::dump);
  }

  @Test
  void directoryThatAFailedOpenHasMadeIsKept() {
    Outcome last = explore(spec(Map.of("crashes", "power"), "sync.nth=1"));
    assertEquals(Verdict.LIVE, last.verdict(), last::dump);
  }
}
