package dev.lasso.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.agent.Installation;
import dev.lasso.workloads.bugs.KnownBug;
import dev.lasso.workloads.bugs.KnownBugs;
import dev.lasso.workloads.statics.GeneratedProgram;
import dev.lasso.workloads.subjects.H2SqlWorkload;
import dev.lasso.workloads.subjects.LevelDbWorkload;
import dev.lasso.workloads.subjects.MvStoreWorkload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run in classes that were put back is the run that it would have been in fresh classes. */
class FreshStaticsTest {

  private static final int CLASSES = 300;
  private static final int SEEDS = 8;
  private static final int LEVELDB_SEEDS = 5;
  private static final int H2_SEEDS = 3;

  private final Simulation simulation = Simulation.get();

  @TempDir Path directory;

  /** What a run was, to the trace hash and to what the program has left in a system property. */
  private record Seen(String verdict, String summary, long steps, long switches, long nanos, String hash,
      String result) {

    static Seen of(Outcome outcome) {
      String result = System.getProperty(GeneratedProgram.RESULT, "");
      System.clearProperty(GeneratedProgram.RESULT);
      return new Seen(outcome.verdict().name(), outcome.summary(), outcome.steps(), outcome.switches(),
          outcome.virtualNanos(), outcome.traceHashText(), result);
    }
  }

  private List<Seen> explore(RunSpec spec, int seeds, Freshness freshness) {
    List<Seen> seen = new ArrayList<>();
    simulation.explore(spec, 1, seeds, outcome -> seen.add(Seen.of(outcome)), freshness);
    return seen;
  }

  private RunSpec generated() {
    return RunSpec.of(new RunSpec.Program.OfMain("gen.Main", "main", directory.toString(), List.of()));
  }

  private void assertExact(RunSpec spec, int seeds) {
    List<Seen> restarted = explore(spec, seeds, Freshness.RESTARTED);
    assertTrue(simulation.programs().isRestarting(spec.program()),
        () -> "not restarted: " + simulation.programs().whyFreshClasses());
    assertSame(explore(spec, seeds, Freshness.FRESH), restarted);
  }

  /** Says the first difference alone. */
  private static void assertSame(List<Seen> fresh, List<Seen> restarted) {
    for (int i = 0; i < fresh.size(); i++) {
      List<String> expected = fresh.get(i).toString().lines().toList();
      List<String> actual = restarted.get(i).toString().lines().toList();
      for (int line = 0; line < Math.min(expected.size(), actual.size()); line++) {
        assertEquals(expected.get(line), actual.get(line), "line " + line + " of run " + i);
      }
    }
    assertEquals(fresh, restarted);
  }

  @Test
  void manyClassesWithStateRunAsInFreshClasses() throws Exception {
    GeneratedProgram.compileInto(directory, CLASSES);
    assertExact(generated(), SEEDS);
    assertEquals(SEEDS, explore(generated(), SEEDS, Freshness.RESTARTED).stream().map(Seen::hash).distinct().count());
  }

  @Test
  void whatIsNotPutBackIsSeen() throws Exception {
    GeneratedProgram.compileInto(directory, CLASSES);
    assertNotEquals(explore(generated(), 3, Freshness.FRESH), explore(generated(), 3, Freshness.SHARED));
  }

  @Test
  void aSingleRunIsTheRunOfTheSearch() throws Exception {
    GeneratedProgram.compileInto(directory, CLASSES);
    List<Seen> searched = explore(generated(), 3, Freshness.RESTARTED);
    assertEquals(searched.get(2).hash(), simulation.run(generated().withSeed(3)).traceHashText());
  }

  static Stream<KnownBug> bugs() {
    return new KnownBugs().workloads().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bugs")
  void knownBugsRunAsInFreshClasses(KnownBug bug) {
    assertExact(RunSpec.of(new RunSpec.Program.OfWorkload(KnownBugs.class.getName(), bug.name())), SEEDS);
  }

  @Test
  void millisecondsARun() throws Exception {
    GeneratedProgram.compileInto(directory, CLASSES);
    measure("shared, not put back", Freshness.SHARED, 100);
    measure("restarted", Freshness.RESTARTED, 100);
    measure("fresh, woven forms kept", Freshness.FRESH, 6);
    Installation.get().setCachesWovenForms(false);
    try {
      measure("fresh, woven anew", Freshness.FRESH, 6);
    } finally {
      Installation.get().setCachesWovenForms(true);
    }
  }

  private void measure(String how, Freshness freshness, int seeds) {
    explore(generated(), seeds / 2, freshness);
    long start = System.nanoTime();
    List<Seen> seen = explore(generated(), seeds, freshness);
    double millis = (System.nanoTime() - start) / 1e6 / seeds;
    assertEquals(seeds, seen.size());
    System.out.printf(Locale.ROOT, "%d classes with state, %s: %.2f ms a run%n", CLASSES, how, millis);
  }

  @Test
  void aFailedInitialiserFailsAgainAsInFreshClasses() throws Exception {
    GeneratedProgram.compileInto(directory, """
        class Above { static int uses; static { Log.add("Above"); uses++; } }
        class Held extends Above { static int value; static { Log.add("Held"); value = 1 / (uses - 1); } }
        class Main { static void use(int how) {
            try { Log.add(how == 0 ? Held.value : new Held()); } catch (Throwable thrown) {
              for (Throwable at = thrown; at != null; at = at.getCause()) Log.add(at); } }
          public static void main(String[] a) throws Exception {
            Thread other = new Thread(() -> use(0), "other"); other.start(); use(1); use(0); other.join();
            Log.add(Above.uses); Log.publish(); }
        }
        """);
    assertExact(generated(), SEEDS);
  }

  // Limits -----------------------------------------------------------------------------------------------------------

  static Stream<Arguments> limits() {
    return Stream.of(
        limit("interface with a field that is no constant", """
            interface Names { java.util.List<String> ALL = new java.util.ArrayList<>(); }
            class Main { public static void main(String[] a) { Names.ALL.add("x"); show(Names.ALL.size()); """),
        limit("static field by reflection", """
            class Held { static int value = Log.add("Held"); }
            class Main { public static void main(String[] a) throws Exception {
              show(Held.class.getDeclaredField("value").get(null)); Held.value++; """),
        limit("modifiers of a static field", """
            class Held { static final Object VALUE = new Object(); }
            class Main { public static void main(String[] a) {
              for (var field : Held.class.getDeclaredFields()) show(field); """),
        limit("static field by a handle", """
            class Held { static int value = Log.add("Held"); }
            class Main { public static void main(String[] a) throws Throwable {
              show((int) java.lang.invoke.MethodHandles.lookup()
                  .findStaticVarHandle(Held.class, "value", int.class).get());
              Held.value++; """),
        limit("class looked up by name", """
            class Held { static int value = Log.add("Held"); }
            class Main { public static void main(String[] a) throws Exception {
              show(Class.forName("gen.Held")); Log.add(Held.value++); """),
        limit("switch over enum constants by pattern", """
            class Main { sealed interface Shade permits Grey {} enum Grey implements Shade { DARK, PALE; int uses; }
              static String of(Shade it) { return switch (it) {
                case Grey.DARK -> "d" + Grey.DARK.uses++; case Grey.PALE -> "p"; }; }
              public static void main(String[] a) { show(of(Grey.DARK) + of(Grey.PALE)); """));
  }

  /** A program that shows what it saw; its text ends within {@code main}. */
  private static Arguments limit(String name, String program) {
    return Arguments.of(name, program + """
          Log.publish(); }
          static void show(Object what) { Log.add(what); }
        }
        """);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("limits")
  void whatCannotBePutBackGetsFreshClasses(String name, String program) throws Exception {
    GeneratedProgram.compileInto(directory, program);
    List<Seen> searched = explore(generated(), 5, Freshness.RESTARTED);
    assertFalse(simulation.programs().isRestarting(generated().program()), "the program was restarted");
    assertEquals(explore(generated(), 5, Freshness.FRESH), searched);
    assertEquals("LIVE", searched.getFirst().verdict());
    assertFalse(searched.getFirst().result().isEmpty());
  }

  // Engines that others wrote -----------------------------------------------------------------------------------------

  @Test
  void levelDbRunsAsInFreshClasses() {
    assertExact(subject(new LevelDbWorkload()), LEVELDB_SEEDS);
  }

  static Stream<Arguments> h2() {
    return Stream.of(
        Arguments.of(new H2SqlWorkload(), "java.sql.DriverManager.registerDriver"),
        Arguments.of(new MvStoreWorkload(), "reflection on class org.h2.store.fs.mem.FilePathMem"));
  }

  /** Else each schedule of a search would load the engine's classes anew, which takes longer than most runs. */
  @ParameterizedTest
  @ValueSource(strings = {"async-open", "paced-writes", "close-race", "write-stall", "reopen", "listener",
    "compact-files",
    "disabled-compaction", "read-only-compaction", "log-listing", "ingest-and-compact", "rate-limiter", "mixed",
    "wtperf"})
  void workloadOnTheEngineIsRestarted(String name) {
    RunSpec.Program program = Workloads.of(FreshStaticsTest.class.getClassLoader()).program(name);
    assertExact(RunSpec.of(program).withLimits(20_000, Duration.ofHours(1)), 4);
  }

  /** The SQL registers a driver with the JDK's classes, the store makes its file systems by their names. */
  @ParameterizedTest(name = "{1}")
  @MethodSource("h2")
  void h2GetsFreshClasses(Workload workload, String why) {
    RunSpec spec = subject(workload);
    List<Seen> searched = explore(spec, H2_SEEDS, Freshness.RESTARTED);
    assertFalse(simulation.programs().isRestarting(spec.program()), "H2 was restarted");
    assertEquals(why, simulation.programs().whyFreshClasses());
    assertSame(explore(spec, H2_SEEDS, Freshness.FRESH), searched);
  }

  private static RunSpec subject(Workload workload) {
    return RunSpec.of(new RunSpec.Program.OfWorkload(workload.getClass().getName(), workload.name()));
  }
}
