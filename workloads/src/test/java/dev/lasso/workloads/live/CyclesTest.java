package dev.lasso.workloads.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A cycle of waits is a deadlock although others go on; what only looks like one is not. */
@Timeout(120)
final class CyclesTest {

  private static final int SEEDS = 20;

  @ParameterizedTest(name = "{0}")
  @CsvSource({"monitors, 2", "locks, 2", "readAndWriteLocks, 2", "threeInACycle, 3", "mainBehindDaemons, 2",
    "besideASpinner, 2"})
  void aCycleIsStuckAlthoughOthersGoOn(String program, int length) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Outcome outcome = run(program, seed);
      assertEquals(Verdict.STUCK, outcome.verdict(), outcome::toString);
      assertEquals("deadlock", outcome.proof());
      assertTrue(outcome.summary().endsWith("wait for each other, while other threads go on"), outcome::summary);
      assertTrue(outcome.dump().contains("Cycle of " + length + ":"), outcome::dump);
      assertEquals(outcome.fingerprint(), run(program, seed).fingerprint());
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"timedLocks", "interruptibleLocks", "daemonsAlone", "locksThatAnyoneReleases",
    "aSlowHolder"})
  void whatComesApartIsLive(String program) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Outcome outcome = run(program, seed);
      assertEquals(Verdict.LIVE, outcome.verdict(), outcome::dump);
    }
  }

  private static Outcome run(String method, long seed) {
    RunSpec spec = RunSpec.of(new RunSpec.Program.OfMain(CyclePrograms.class.getName(), method,
        System.getProperty("java.class.path"), List.of()));
    return Simulation.get().run(spec.withSeed(seed).withLimits(100_000, Duration.ofHours(100)));
  }
}
