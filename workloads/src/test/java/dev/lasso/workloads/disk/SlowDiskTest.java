package dev.lasso.workloads.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.fault.FaultPlan;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls on files take the virtual time that the plan gives them, and a run that one of them holds up is excused. */
final class SlowDiskTest {

  private static RunSpec spec(String program, String faults) {
    return FileRuns.spec(SlowDisk.class, program, faults);
  }

  private static Outcome run(String program, String faults, long seed) {
    return Simulation.get().run(spec(program, faults).withSeed(seed));
  }

  @ParameterizedTest
  @CsvSource({"eachRequestTakesItsTime,disk.latency=100us disk.bandwidth=1000000",
    "oneIsServedAtATime,disk.latency=10ms disk.depth=1", "twoAreServedAtATime,disk.latency=10ms disk.depth=2",
    "allAreServedAtOnce,disk.latency=10ms",
    "theSecondReadStalls,stall.nth=2 disk.stall=3s"})
  void callTakesTheTimeThatIsPlanned(String program, String faults) {
    Outcome outcome = run(program, faults, 1);
    assertEquals(Verdict.LIVE, outcome.verdict(), outcome::dump);
    assertEquals(outcome.traceHash(), run(program, faults, 1).traceHash());
    Outcome unharmed = Simulation.get().run(spec(program, faults).withFaults(FaultPlan.NONE));
    assertEquals(Verdict.FAILED, unharmed.verdict(), "the program does not see its faults");
  }

  @Test
  void latencyIsDrawnFromTheSeed() {
    Set<Long> times = new HashSet<>();
    for (long seed = 1; seed <= 20; seed++) {
      Outcome outcome = run("oneThreadSyncs", "disk.latency=1ms..10s", seed);
      assertEquals(Verdict.LIVE, outcome.verdict(), outcome::dump);
      times.add(outcome.virtualNanos() / 1_000_000);
    }
    assertTrue(times.size() > 10, () -> "all took " + times + " ms");
    assertTrue(times.stream().allMatch(millis -> millis >= 1 && millis <= 10_000), times::toString);
  }

  @Test
  void callsThatWaitTogetherAreWhole() {
    for (long seed = 1; seed <= 100; seed++) {
      Outcome outcome = run("whatIsAppendedTogetherIsAllThere", "disk.latency=1us..10ms disk.depth=2", seed);
      assertEquals(Verdict.LIVE, outcome.verdict(), outcome::dump);
    }
  }

  @ParameterizedTest
  @CsvSource({"oneThreadSyncs,EXCUSED", "othersWaitForTheLock,EXCUSED", "syncIsInterrupted,EXCUSED",
    "anotherPolls,EXCUSED", "daemonSyncs,LIVE", "othersWaitForEachOther,STUCK"})
  void runThatADiskHoldsUpForEverIsExcused(String program, Verdict verdict) {
    for (long seed = 1; seed <= 20; seed++) {
      Outcome outcome = run(program, "hang.nth=1", seed);
      assertEquals(verdict, outcome.verdict(), outcome::dump);
      assertTrue(verdict != Verdict.EXCUSED || outcome.dump().contains("waits for the disk"), outcome::dump);
    }
  }
}
