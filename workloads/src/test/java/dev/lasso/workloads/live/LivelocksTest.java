package dev.lasso.workloads.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that is caught in a loop is proved to be; one that only seems to be is not. */
@Timeout(600)
final class LivelocksTest {

  /** What keeps the programs from their end that are in no ordinary livelock. */
  private static final Map<String, String> KINDS = Map.of("certainSpin", "zeno", "spinWithoutAnyCall", "zeno",
      "spinThatCountsInAnObject", "zeno",
      "aWriterThatStarves", "starvation", "aLockThatIsNeverFree", "starvation", "aConditionThatIsNeverTrue",
      "starvation");

  private static final Duration LONG = Duration.ofMinutes(20);

  static Stream<String> livelockedPrograms() {
    return programs(LivelockedPrograms.class);
  }

  static Stream<String> patientPrograms() {
    return programs(PatientPrograms.class);
  }

  private static Stream<String> programs(Class<?> owner) {
    return Arrays.stream(owner.getDeclaredMethods())
        .filter(method -> !Modifier.isPrivate(method.getModifiers()) && method.getReturnType() == void.class
            && !method.isSynthetic())
        .map(Method::getName)
        .sorted();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("livelockedPrograms")
  void aProgramInALoopIsStuck(String program) {
    Outcome outcome = run(LivelockedPrograms.class, program, 1, "suffix=0", LONG);
    assertEquals(Verdict.STUCK, outcome.verdict(), outcome::dump);
    assertEquals(KINDS.getOrDefault(program, "livelock"), outcome.proof(), outcome::dump);
    assertEquals(!program.equals("backOffInLockstep"), outcome.summary().startsWith("inescapable"), outcome::dump);
    assertTrue(outcome.dump().contains("Loop:"), outcome::dump);
  }

  /** One after the other of these suffixes ends its instants one point later, before the write of a count too. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"spinWithoutAnyCall", "spinThatCountsInAnObject"})
  void soIsOneThatStandsAnywhereInARound(String program) {
    for (int suffix = 0; suffix < 9; suffix++) {
      RunSpec spec = spec(LivelockedPrograms.class, program).withPoints(RunSpec.Points.FIELDS);
      Outcome outcome = Simulation.get().run(spec.withStrategy("random-walk:suffix=" + suffix));
      assertEquals("zeno", outcome.proof(), outcome::dump);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("patientPrograms")
  void aProgramThatOnlySeemsToBeIsNot(String program) {
    Duration time = program.startsWith("the") ? Duration.ofDays(70) : LONG;
    Outcome outcome = run(PatientPrograms.class, program, 1, "suffix=100", time);
    Verdict expected = program.equals("theCollector") || program.equals("theYear2100")
        ? Verdict.SUSPECTED
        : Verdict.LIVE;
    assertEquals(expected, outcome.verdict(), outcome::dump);
  }

  @Test
  void norIsAWorkloadThatDraws() {
    RunSpec spec = RunSpec.of(new RunSpec.Program.OfWorkload(DrawingWorkload.class.getName(), "drawing"));
    for (long seed = 1; seed <= 5; seed++) {
      Outcome outcome = Simulation.get().run(spec.withSeed(seed).withStrategy("random-walk:suffix=100"));
      assertEquals(Verdict.LIVE, outcome.verdict(), outcome::dump);
    }
  }

  @Test
  void norAreCorrectProgramsPutTogetherByLot() {
    assertLive(1, 15, 1);
  }

  @Test
  @Tag("soak")
  void norAreFiftyOfThemWithTenSeedsEach() {
    assertLive(1, 50, 10);
  }

  private static void assertLive(int firstLot, int lastLot, int seeds) {
    for (int lot = firstLot; lot <= lastLot; lot++) {
      RunSpec spec = RunSpec.of(new RunSpec.Program.OfMain(DrawnProgram.class.getName(), "main",
          System.getProperty("java.class.path"), List.of(Integer.toString(lot))));
      for (long seed = 1; seed <= seeds; seed++) {
        Outcome outcome = Simulation.get().run(spec.withSeed(seed).withStrategy("random-walk:suffix=" + 50 * seed));
        String which = "lot " + lot + ", seed " + seed;
        assertEquals(Verdict.LIVE, outcome.verdict(), () -> which + "\n" + outcome.dump());
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("patientPrograms")
  @Tag("soak")
  void norIsItWithOtherSeedsAndOtherStems(String program) {
    Duration time = program.startsWith("the") ? Duration.ofDays(70) : LONG;
    for (long seed = 1; seed <= 10; seed++) {
      Outcome outcome = run(PatientPrograms.class, program, seed, "suffix=" + 37 * seed, time);
      assertNotEquals(Verdict.STUCK, outcome.verdict(), outcome::dump);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("livelockedPrograms")
  @Tag("soak")
  void aProgramInALoopIsStuckFromEverySeed(String program) {
    for (long seed = 1; seed <= 10; seed++) {
      Outcome outcome = run(LivelockedPrograms.class, program, seed, "suffix=" + (seed - 1), LONG);
      boolean mayEnd = program.equals("backOffInLockstep") || program.equals("aWriterThatStarves");
      assertTrue(outcome.verdict() == Verdict.STUCK || mayEnd && outcome.verdict() == Verdict.LIVE, outcome::dump);
    }
  }

  private static Outcome run(Class<?> program, String method, long seed, String suffix, Duration time) {
    return Simulation.get().run(spec(program, method).withSeed(seed).withStrategy("random-walk:" + suffix)
        .withLimits(5_000_000, time));
  }

  private static RunSpec spec(Class<?> program, String method) {
    return RunSpec.of(new RunSpec.Program.OfMain(program.getName(), method, System.getProperty("java.class.path"),
        List.of()));
  }
}
