package dev.lasso.workloads.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.options.Quirk;
import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.fault.FaultPlan;
import dev.lasso.workloads.engine.AsyncOpen;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
final class ConnectionTest {

  private static final int FEW_SEEDS = 5;
  private static final int SEEDS = 30;
  private static final int MANY_SEEDS = 10_000;
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  @Test
  void operationsFlushesAndCloseAreLiveOnManySchedules() {
    assertLive(using(), SEEDS);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void anOpenWithoutAThreadToBeHadEndsAndLeavesNothing(int threads) {
    assertLive(failing(threads), FEW_SEEDS);
  }

  @ParameterizedTest
  @CsvSource({"ASYNC_FLUSH_AFTER_FAILED_START, 2", "ASYNC_FLUSH_AFTER_FAILED_START, 3",
    "ASYNC_FLUSH_AFTER_FAILED_START, 4", "ASYNC_FLUSH_COUNTS_CONFIGURED, 3", "ASYNC_FLUSH_COUNTS_CONFIGURED, 4"})
  void withTheHistoricalFlushAFailedStartHangsOpen(Quirk quirk, int threads) {
    Outcome outcome = run(with(quirk, failing(threads)));
    assertNotEquals(Verdict.LIVE, outcome.verdict());
    assertTrue(outcome.dump().contains("FlushBarrier.flush"), outcome::dump);
    assertTrue(outcome.dump().contains("workers_configured=3 workers_started=" + (threads - 2)), outcome::dump);
    assertTrue(outcome.dump().contains("connection CLOSING"), outcome::dump);
  }

  @ParameterizedTest
  @CsvSource({"ASYNC_FLUSH_AFTER_FAILED_START, 0", "ASYNC_FLUSH_AFTER_FAILED_START, 1",
    "ASYNC_FLUSH_COUNTS_CONFIGURED, 2"})
  void theHistoricalFlushSurvivesTheOtherFailures(Quirk quirk, int threads) {
    assertLive(with(quirk, failing(threads)), FEW_SEEDS);
  }

  @Test
  void aWaiterThatIsCountedBeforeItHoldsTheLockMissesItsSignalOnSomeSchedule() {
    RunSpec spec = RunSpec.of(new RunSpec.Program.OfWorkload(StopWorkload.class.getName(), "stop"));
    AtomicLong seed = new AtomicLong();
    Simulation.get().explore(with(Quirk.CONDITION_WAIT_WITHOUT_TIMEOUT, spec), 1, MANY_SEEDS, outcome -> {
      seed.incrementAndGet();
      return outcome.verdict() == Verdict.LIVE;
    });
    Outcome stuck = run(with(Quirk.CONDITION_WAIT_WITHOUT_TIMEOUT, spec).withSeed(seed.get()));
    assertEquals(Verdict.STUCK, stuck.verdict(), () -> seed + " seeds do not lose the signal");
    assertTrue(stuck.dump().contains("\"server\" waits for a signal on CondVar.signalled"), stuck::dump);
    assertLive(spec, MANY_SEEDS);
  }

  private static RunSpec using() {
    return limited(RunSpec.of(new RunSpec.Program.OfWorkload(ConnectionWorkload.class.getName(), "connection")));
  }

  /** With no thread to be had for the start after so many. */
  private static RunSpec failing(int threads) {
    return limited(RunSpec.of(new RunSpec.Program.OfWorkload(AsyncOpen.class.getName(), "async-open")))
        .withParameters(Map.of("config", "create,async=(enabled,ops_max=10,threads=3),checkpoint=(wait=1)"))
        .withFaults(FaultPlan.of(Map.of("spawn.nth", Integer.toString(threads + 1))));
  }

  private static RunSpec limited(RunSpec spec) {
    return spec.withLimits(RunSpec.DEFAULT_MAX_STEPS, TEN_MINUTES);
  }

  private static RunSpec with(Quirk quirk, RunSpec spec) {
    return new RunSpec(spec.program(), spec.parameters(), spec.optionsFile(), spec.options(), Set.of(quirk.label()),
        spec.faults(), spec.strategy(), spec.points(), spec.seed(), spec.startAt(), spec.maxSteps(), spec.maxTime());
  }

  private static void assertLive(RunSpec spec, long seeds) {
    AtomicLong seed = new AtomicLong();
    Outcome last = Simulation.get().explore(spec, 1, seeds, outcome -> {
      seed.incrementAndGet();
      return outcome.verdict() == Verdict.LIVE;
    });
    assertEquals(Verdict.LIVE, last.verdict(), () -> "seed " + seed + ": " + run(spec.withSeed(seed.get())).dump());
    assertEquals(seeds, seed.get());
  }

  private static Outcome run(RunSpec spec) {
    return Simulation.get().run(spec);
  }
}
