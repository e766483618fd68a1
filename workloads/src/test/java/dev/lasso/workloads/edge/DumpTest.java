package dev.lasso.workloads.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.Workloads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dump of each way to be stuck, as a person reads it; times and lines, which change, are left out. */
final class DumpTest {

  @ParameterizedTest
  @ValueSource(strings = {"ab-ba-monitors", "ab-ba-locks", "lost-wakeup", "semaphore-leak"})
  void isAsWrittenDown(String workload) throws IOException {
    String dump = dumpOf(workload);
    assertTrue(dump.lines().allMatch(line -> line.length() <= 120), dump);
    assertEquals(writtenDown(workload), withoutNumbers(dump), dump);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab-ba-monitors", "ab-ba-locks"})
  void aDeadlockOfTwoFitsOnAScreen(String workload) {
    String dump = dumpOf(workload);
    assertTrue(dump.lines().count() <= 30, dump);
  }

  private static String dumpOf(String workload) {
    RunSpec spec = RunSpec.of(Workloads.of(DumpTest.class.getClassLoader()).program(workload))
        .withPoints(RunSpec.Points.SYNC).withStrategy("random-distance");
    for (long seed = 1; seed <= 10_000; seed++) {
      Outcome outcome = Simulation.get().run(spec.withSeed(seed));
      if (outcome.verdict() != Verdict.LIVE) {
        return outcome.dump();
      }
    }
    throw new AssertionError(workload + " was LIVE under every seed");
  }

  private static String withoutNumbers(String dump) {
    return dump.replaceAll("(since|until|at|time) [0-9.]+ (ns|us|ms|s)\\b", "$1 T").replaceAll("step [0-9]+", "step N")
        .replaceAll("java:[0-9]+", "java:N");
  }

  private static String writtenDown(String workload) throws IOException {
    try (InputStream in = DumpTest.class.getResourceAsStream(workload + ".dump")) {
      return new String(Objects.requireNonNull(in, () -> "nothing is written down for " + workload).readAllBytes(),
          StandardCharsets.UTF_8);
    }
  }
}
