package dev.lasso.workloads.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Between any two calls that act on files other tasks may act: what is wrong then is found. */
final class FilePointsTest {

  private static final long SCHEDULES = 200;

  @ParameterizedTest
  @ValueSource(strings = {"countsInAFile", "countsInARandomAccessFile", "countsByStreams", "countsByNames",
    "countsInAMappedFile"})
  void updateThatAnotherCanComeBetweenIsLostSoon(String program) {
    RunSpec.Program.OfMain main = new RunSpec.Program.OfMain(FileCounters.class.getName(), program,
        System.getProperty("java.class.path"), List.of());
    Outcome last = Simulation.get().explore(RunSpec.of(main), 1, SCHEDULES, it -> it.verdict() == Verdict.LIVE);
    assertEquals(Verdict.FAILED, last.verdict(), last::summary);
    assertEquals("uncaught java.lang.AssertionError: an update was lost in thread \"main\"", last.summary());
  }
}
