package dev.lasso.workloads.subjects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.Workload;
import dev.lasso.workloads.tour.JucTourWorkload;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Engines that others wrote run under simulation as they are: no alarm, each seed one run, nearly all of them different. */
final class SubjectsTest {

  static Stream<Class<? extends Workload>> subjects() {
    return Stream.of(LevelDbWorkload.class, MvStoreWorkload.class, H2SqlWorkload.class, LuceneWorkload.class,
        JucTourWorkload.class);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("subjects")
  void runsAsItIs(Class<? extends Workload> subject) throws Exception {
    assertSeeds(subject, 1, 3);
  }

  @Tag("soak")
  @ParameterizedTest(name = "{0}")
  @MethodSource("subjects")
  void runsAsItIsForLong(Class<? extends Workload> subject) throws Exception {
    assertSeeds(subject, 1, 200);
  }

  private static void assertSeeds(Class<? extends Workload> subject, long first, long last) throws Exception {
    String name = subject.getConstructor().newInstance().name();
    RunSpec spec = RunSpec.of(new RunSpec.Program.OfWorkload(subject.getName(), name));
    Set<Long> hashes = new HashSet<>();
    for (long seed = first; seed <= last; seed++) {
      Outcome outcome = Simulation.get().run(spec.withSeed(seed));
      String where = name + " with seed " + seed;
      assertEquals(Verdict.LIVE, outcome.verdict(), () -> where + ": " + outcome.dump());
      Outcome again = Simulation.get().run(spec.withSeed(seed));
      assertEquals(outcome.traceHash(), again.traceHash(), () -> where + " once more: " + again + "\n" + again.dump());
      hashes.add(outcome.traceHash());
    }
    assertTrue(hashes.size() * 20L >= (last - first + 1) * 19, () -> "only " + hashes.size() + " different runs");
  }
}
