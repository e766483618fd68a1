package dev.lasso.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.fault.FaultPlan;
import dev.lasso.sim.fault.FaultReport;
import dev.lasso.sim.trace.DecisionKind;
import dev.lasso.sim.trace.Recording;
import dev.lasso.workloads.statics.GeneratedProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A seed with a fault plan is one run: in fresh classes, in classes that were put back, and in a replay. */
class FaultRunsTest {

  private static final int CLASSES = 16;
  private static final int SEEDS = 2;

  private final Simulation simulation = Simulation.get();

  @TempDir private Path directory;

  /** What a run was, with the faults that it suffered. */
  private record Seen(Verdict verdict, String summary, long steps, String hash, FaultReport faults, String result) {

    static Seen of(Outcome outcome) {
      String result = System.getProperty(GeneratedProgram.RESULT, "");
      System.clearProperty(GeneratedProgram.RESULT);
      return new Seen(outcome.verdict(), outcome.summary(), outcome.steps(), outcome.traceHashText(), outcome.faults(),
          result);
    }
  }

  /** Under a strategy that needs no probe, since what that run leaves in a system property would be taken for a result. */
  private RunSpec generated() {
    return RunSpec.of(new RunSpec.Program.OfMain("gen.Main", "main", directory.toString(), List.of()))
        .withStrategy("random-distance");
  }

  private static RunSpec tour() {
    return RunSpec.of(Workloads.of(FaultRunsTest.class.getClassLoader()).program("juc-tour"));
  }

  private static FaultPlan plan(String name, String value) {
    return FaultPlan.of(Map.of(name, value));
  }

  private List<Seen> explore(RunSpec spec, int seeds, Freshness freshness) {
    List<Seen> seen = new ArrayList<>();
    simulation.explore(spec, 1, seeds, outcome -> seen.add(Seen.of(outcome)), freshness);
    return seen;
  }

  private List<Seen> assertOneRun(RunSpec spec) {
    List<Seen> restarted = explore(spec, SEEDS, Freshness.RESTARTED);
    assertTrue(simulation.programs().isRestarting(spec.program()),
        () -> "not restarted: " + simulation.programs().whyFreshClasses());
    assertEquals(explore(spec, SEEDS, Freshness.FRESH), restarted);
    for (int seed = 1; seed <= SEEDS; seed++) {
      assertEquals(restarted.get(seed - 1), Seen.of(simulation.run(spec.withSeed(seed))));
    }
    return restarted;
  }

  static List<FaultPlan> plans() {
    List<FaultPlan> plans = new ArrayList<>(List.of(plan("allocation.probability", "0.01"),
        plan("spawn.probability", "0.3"), plan("spawn.site", "Main.main"),
        FaultPlan.of(Map.of("spawn.nth", "3", "allocation.probability", "0.0005"))));
    IntStream.of(1, 2, 7, 20, 60).forEach(nth -> plans.add(plan("allocation.nth", Integer.toString(nth))));
    IntStream.rangeClosed(1, 3).forEach(nth -> plans.add(plan("spawn.nth", Integer.toString(nth))));
    return plans;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plans")
  void classesWithStateSufferTheSameFaultsHoweverTheyAreMadeFresh(FaultPlan plan) throws Exception {
    GeneratedProgram.compileInto(directory, CLASSES);
    List<Seen> seen = assertOneRun(generated().withFaults(plan));
    assertTrue(seen.stream().anyMatch(run -> run.faults().count() > 0), "no fault fired");
  }

  @Test
  void faultsInStaticInitialisersAreThoseOfFreshClasses() throws Exception {
    GeneratedProgram.compileInto(directory, """
        class Above { static Object one = new Object(); static Thread started = new Thread(() -> {}); }
        class Held extends Above { static int[] table = new int[2]; static { started.start(); } }
        class Main { static void use(int how) {
            try { Log.add(how == 0 ? Held.table.length : new Held() != null); } catch (Throwable thrown) {
              for (Throwable at = thrown; at != null; at = at.getCause()) Log.add(at); } }
          public static void main(String[] a) throws Exception {
            Thread other = new Thread(() -> use(0), "other"); other.start(); use(1); use(0); other.join();
            Log.publish(); }
        }
        """);
    Set<String> sites = new HashSet<>();
    for (int nth = 1; nth <= 12; nth++) {
      assertOneRun(generated().withFaults(plan("allocation.nth", Integer.toString(nth))))
          .forEach(run -> run.faults().fired().forEach(fault -> sites.add(fault.site())));
    }
    assertTrue(sites.stream().filter(site -> site.contains(".<clinit>:")).count() >= 3, sites::toString);
    Seen started = assertOneRun(generated().withFaults(plan("spawn.site", "Held.<clinit>"))).getFirst();
    assertEquals(1, started.faults().count());
    assertTrue(started.result().contains("NoClassDefFoundError: Could not initialize class gen.Held"),
        started::result);
  }

  @Test
  void anEnumWhoseInitialiserFailedIsWholeInTheNextRun() throws Exception {
    GeneratedProgram.compileInto(directory, """
        class Main {
          enum Constant { ONE, TWO }
          public static void main(String[] a) {
            try { Log.add(Constant.ONE); } catch (Throwable thrown) { Log.add(thrown); }
            Log.publish(); }
        }
        """);
    List<Seen> failing = assertOneRun(generated().withFaults(plan("allocation.site", "Constant.<clinit>")));
    assertTrue(failing.stream().allMatch(run -> run.result().contains("OutOfMemoryError")), failing::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"allocation.nth=40", "allocation.probability=0.02", "spawn.nth=9", "spawn.probability=0.1"})
  void faultIsADecisionAndReplaysExactly(String setting) {
    RunSpec spec = tour().withFaults(
        plan(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1)));
    DecisionKind kind = setting.startsWith("spawn") ? DecisionKind.SPAWN : DecisionKind.ALLOCATION;
    for (long seed = 1; seed <= SEEDS; seed++) {
      Outcome outcome = simulation.run(spec.withSeed(seed));
      long decided = IntStream.range(0, outcome.log().size())
          .filter(index -> outcome.log().get(index).kind() == kind).count();
      assertEquals(outcome.faults().count(), decided);
      assertTrue(decided > 0, outcome::toString);
      Recording recording = new Recording(outcome.log().copy(), outcome.steps(), outcome.traceHash());
      Outcome replayed = simulation.run(spec.withSeed(seed), recording);
      assertEquals(null, recording.divergence());
      assertEquals(outcome.faults(), replayed.faults());
      Recording without = new Recording(outcome.log().copy(), outcome.steps(), outcome.traceHash());
      simulation.run(tour().withSeed(seed), without);
      assertNotEquals(null, without.divergence());
    }
  }

  @Test
  void planThatNeverFiresLeavesTheTraceAsItIs() {
    List<String> hashes = hashes(tour());
    assertEquals(hashes, hashes(tour().withFaults(plan("allocation.nth", "1000000"))));
    assertEquals(hashes, hashes(tour().withFaults(plan("spawn.site", "Nowhere.at"))));
    assertEquals(hashes, hashes(tour()));
    assertNotEquals(hashes, hashes(tour().withFaults(plan("spawn.nth", "3"))));
  }

  private List<String> hashes(RunSpec spec) {
    return explore(spec, 5, Freshness.RESTARTED).stream().map(Seen::hash).toList();
  }

  @Test
  void sameEventsWithAndWithoutAFaultHaveDifferentTraces() throws Exception {
    GeneratedProgram.compileInto(directory, """
        class Main { public static void main(String[] a) {
            try { Object made = new Object(); } catch (OutOfMemoryError full) { } } }
        """);
    Outcome failing = simulation.run(generated().withFaults(plan("allocation.nth", "1")));
    Outcome fine = simulation.run(generated());
    assertEquals(Verdict.LIVE, failing.verdict());
    assertEquals(fine.steps(), failing.steps());
    assertNotEquals(fine.traceHash(), failing.traceHash());
  }

  @Test
  void probabilityIsThatOfEachSite() throws Exception {
    GeneratedProgram.compileInto(directory, """
        class Main { public static void main(String[] a) {
            for (int i = 0; i < 10000; i++) try { Object made = new Object(); } catch (OutOfMemoryError full) { } } }
        """);
    long fired = simulation.run(generated().withFaults(plan("allocation.probability", "0.1"))).faults().count();
    assertTrue(fired > 850 && fired < 1_150, "fired " + fired + " times in 10,000");
  }

  @Test
  void memoryOfARetryingProgramStaysFlat() throws Exception {
    GeneratedProgram.compileInto(directory, """
        class Main { public static void main(String[] a) {
            for (int i = 0; i < 10000; i++) try { Object made = new Object(); } catch (OutOfMemoryError full) { } } }
        """);
    FaultReport report = simulation.run(generated().withFaults(plan("allocation.probability", "1"))).faults();
    assertEquals(10_000, report.count());
    assertEquals(FaultReport.MOST_KEPT, report.fired().size());
  }

  @Test
  void classLoadingNeverFailsNorCounts() throws Exception {
    GeneratedProgram.compileInto(directory, """
        class Main extends ClassLoader {
          Main() { super(Main.class.getClassLoader()); }
          @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = new byte[1]; Object[] more = {bytes}; Log.add("looked for " + name);
            throw new ClassNotFoundException(name); }
          public static void main(String[] a) throws Exception {
            Main loader = new Main();
            try { loader.loadClass("gen.Nowhere"); } catch (ClassNotFoundException expected) { }
            Object last = new Object();
            Log.publish(); }
        }
        """);
    FaultReport report = simulation.run(generated().withFaults(plan("allocation.site", "Main.findClass"))).faults();
    assertEquals(0, report.count());
    assertTrue(report.silent().toString().contains("matched nothing"), report::toString);
  }
}
