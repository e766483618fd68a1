package dev.lasso.workloads.determinism;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Workloads;
import dev.lasso.workloads.OtherJvm;
import dev.lasso.workloads.bugs.KnownBugs;
import dev.lasso.workloads.correct.CorrectPrograms;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One seed is one run: here, again, in a fresh loader, and in another JVM with other flags. */
final class DeterminismTest {

  private static final long SEEDS = 5;
  private static final long SEEDS_ELSEWHERE = 5;
  private static final String TOUR = "juc-tour";

  @TempDir private Path directory;

  static List<String> workloads() {
    List<String> names = new ArrayList<>(List.of(TOUR));
    new KnownBugs().workloads().forEach(bug -> names.add(bug.name()));
    new CorrectPrograms().workloads().stream().filter(program -> !program.name().equals("correct-locked-loop"))
        .forEach(program -> names.add(program.name()));
    return names;
  }

  static Stream<List<String>> otherJvms() {
    return Stream.of(List.of(), List.of("-Xint"), List.of("-XX:TieredStopAtLevel=1"),
        List.of("-XX:+UseParallelGC", "-Xmx256m"), List.of("-XX:+UseZGC"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("workloads")
  void aSeedIsOneRunInEveryLoader(String workload) {
    List<String> first = TraceHashes.inBulk(workload, SEEDS);
    assertEquals(first, TraceHashes.inBulk(workload, SEEDS));
    assertEquals(first, TraceHashes.inFreshLoaders(workload, SEEDS));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherJvms")
  void aSeedIsOneRunInEveryJvm(List<String> flags) throws Exception {
    List<String> here = workloads().stream().flatMap(name -> TraceHashes.inBulk(name, SEEDS_ELSEWHERE).stream())
        .toList();
    List<String> arguments = new ArrayList<>(List.of(Long.toString(SEEDS_ELSEWHERE)));
    arguments.addAll(workloads());
    assertEquals(here, new OtherJvm(directory, flags).linesOf(TraceHashes.class, arguments));
  }

  @Test
  void anotherSeedIsAnotherRun() {
    RunSpec tour = RunSpec.of(Workloads.of(DeterminismTest.class.getClassLoader()).program(TOUR))
        .withStrategy("random-distance");
    Set<Long> hashes = new HashSet<>();
    Simulation.get().explore(tour, 1, 100, outcome -> hashes.add(outcome.traceHash()));
    assertEquals(100, hashes.size());
  }

  @Test
  void aProgramThatDependsOnEarlierRunsIsSeen() {
    RunSpec leak = RunSpec.of(new RunSpec.Program.OfMain(Leak.class.getName(), "main",
        System.getProperty("java.class.path"), List.of()));
    Set<Long> hashes = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      hashes.add(Simulation.get().run(leak).traceHash());
    }
    assertTrue(hashes.size() > 1, "what an earlier run left behind did not show");
  }

  /** Takes an input that no seed decides, and lets it show in what it does. */
  public static final class Leak {

    private Leak() {}

    /** As many reads of the clock as a counter says that the JVM keeps from run to run. */
    public static void main(String[] args) {
      int times = Integer.parseInt(Objects.requireNonNullElse(Security.getProperty("lasso.leak"), "0")) + 1;
      Security.setProperty("lasso.leak", Integer.toString(times));
      for (int i = 0; i < times; i++) {
        System.nanoTime();
      }
    }
  }
}
