package dev.lasso.workloads.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.fault.FaultPlan;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(600)
final class ScarceMemoryTest {

  private static final int SEEDS = 3;
  private static final int MOST_STEPS = 1_000_000;
  private static final Pattern INITIALIZER = Pattern.compile("<clinit>|\\$values");

  /** Where a pool thread begins its turn, where it takes tables, and where it ends the turn. */
  @ParameterizedTest
  @CsvSource({"FlushWork.backgroundCallFlush, 3", "CompactionWork.call, 3", "CompactionWork.backgroundCompaction, 3",
    "CompactionWork.begin, 3", "ManualCompaction.compact, 3", "CompactionPicker.pickRange, 9",
    "Version.computeScores, 60", "ObsoleteFiles.find, 3"})
  void nobodyWaitsForATurnThatRanOutOfMemory(String site, int allocations) {
    AtomicLong faults = new AtomicLong();
    for (int nth = 1; nth <= allocations; nth++) {
      Simulation.get().explore(failing(Map.of("allocation.site", site, "allocation.nth", "" + nth)), 1, SEEDS,
          outcome -> {
            faults.addAndGet(outcome.faults().count());
            assertEquals(Verdict.LIVE, outcome.verdict(), outcome::dump);
            return true;
          });
    }
    assertTrue(faults.get() > 0, "nothing ran out of memory in " + site);
  }

  /** But for a class that is not initialized: the process has lost it, and a flush that needs it is tried for good. */
  @Tag("soak")
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void nothingIsLostOrHangsWhereverMemoryRunsOut(long seed) {
    long nth = 0;
    long faults;
    do {
      nth++;
      Outcome outcome = Simulation.get().run(failing(Map.of("allocation.nth", "" + nth)).withSeed(seed));
      faults = outcome.faults().count();
      if (outcome.faults().fired().stream().noneMatch(fault -> INITIALIZER.matcher(fault.site()).find())) {
        assertEquals(Verdict.LIVE, outcome.verdict(), outcome::dump);
      }
    } while (faults > 0);
  }

  private static RunSpec failing(Map<String, String> faults) {
    return RunSpec.of(new RunSpec.Program.OfWorkload(ScarceMemory.class.getName(), "scarce-memory"))
        .withStrategy("random-distance").withFaults(FaultPlan.of(faults)).withLimits(MOST_STEPS, Duration.ofHours(1));
  }
}
