package dev.lasso.workloads.bugs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.Workloads;
import dev.lasso.workloads.correct.CorrectProgram;
import dev.lasso.workloads.correct.CorrectPrograms;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The default strategy finds every known bug, and reports nothing on a correct program. */
final class KnownBugsTest {

  private static final Workloads WORKLOADS = Workloads.of(KnownBugsTest.class.getClassLoader());
  private static final long BASES = 10;

  /** So far apart that the seeds of two bases never meet. */
  private static final long BETWEEN_BASES = 1_000_000_007;

  static Stream<KnownBug> bugs() {
    return new KnownBugs().workloads().stream().filter(bug -> !bug.fixed());
  }

  static Stream<KnownBug> twins() {
    return new KnownBugs().workloads().stream().filter(KnownBug::fixed);
  }

  static Stream<CorrectProgram> correct() {
    return new CorrectPrograms().workloads().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bugs")
  void isFoundSoon(KnownBug bug) {
    for (long base = 0; base < 3; base++) {
      assertFound(bug, Map.of(), base, 10_000);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("twins")
  void twinIsSilent(KnownBug twin) {
    assertSilent(twin.name(), 0, 300);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("correct")
  void correctProgramIsSilent(CorrectProgram program) {
    assertSilent(program.name(), 0, program.longLoop() ? 3 : 300);
  }

  @Test
  void manyWritersHideTheReordering() {
    assertFound(bug("reorder"), 0, 50_000, "20");
    assertFound(bug("two-stage"), 0, 10_000, "20");
  }

  @Test
  void anAlarmIsNoSilence() {
    assertThrows(AssertionError.class, () -> assertSilent("ab-ba-monitors", 0, 10_000));
  }

  @Test
  void silenceIsNoFind() {
    assertThrows(AssertionError.class, () -> assertFound(bug("ab-ba-monitors-fixed"), Map.of(), 0, 10));
  }

  @Tag("soak")
  @ParameterizedTest(name = "{0}")
  @MethodSource("bugs")
  void isFoundFromEveryBase(KnownBug bug) {
    for (long base = 0; base < BASES; base++) {
      assertFound(bug, Map.of(), base, 10_000);
    }
  }

  @Tag("soak")
  @Test
  void manyWritersHideTheReorderingFromEveryBase() {
    for (long base = 0; base < BASES; base++) {
      for (int writers = 2; writers <= 20; writers++) {
        assertFound(bug("reorder"), base, 50_000, Integer.toString(writers));
      }
    }
  }

  @Tag("soak")
  @ParameterizedTest(name = "{0}")
  @MethodSource("twins")
  void twinIsSilentForLong(KnownBug twin) {
    for (long base = 0; base < BASES; base++) {
      assertSilent(twin.name(), base, 10_000);
    }
  }

  @Tag("soak")
  @ParameterizedTest(name = "{0}")
  @MethodSource("correct")
  void correctProgramIsSilentForLong(CorrectProgram program) {
    for (long base = 0; base < BASES; base++) {
      assertSilent(program.name(), base, program.longLoop() ? 100 : 10_000);
    }
  }

  private static KnownBug bug(String name) {
    return new KnownBugs().workloads().stream().filter(bug -> bug.name().equals(name)).findFirst().orElseThrow();
  }

  private static void assertFound(KnownBug bug, long base, long schedules, String writers) {
    assertFound(bug, Map.of("writers", writers), base, schedules);
  }

  private static void assertFound(KnownBug bug, Map<String, String> parameters, long base, long schedules) {
    Outcome found = firstAlarm(RunSpec.of(WORKLOADS.program(bug.name())).withParameters(parameters), base, schedules);
    assertTrue(found != null, () -> bug.name() + " was not found from base seed " + base + " in " + schedules);
    assertEquals(bug.ending().name(), found.verdict().name(), found::summary);
    assertEquals(bug.ending() == KnownBug.Ending.STUCK ? "deadlock" : "", found.proof());
  }

  private static void assertSilent(String name, long base, long schedules) {
    Outcome alarm = firstAlarm(RunSpec.of(WORKLOADS.program(name)), base, schedules);
    assertNull(alarm, () -> name + " from base seed " + base + ": " + alarm);
  }

  private static @Nullable Outcome firstAlarm(RunSpec spec, long base, long schedules) {
    long first = 1 + base * BETWEEN_BASES;
    Outcome last = Simulation.get().explore(spec, first, first + schedules - 1,
        outcome -> outcome.verdict() == Verdict.LIVE);
    return last.verdict() == Verdict.LIVE ? null : last;
  }
}
