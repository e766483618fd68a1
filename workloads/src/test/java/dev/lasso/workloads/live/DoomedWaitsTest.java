package dev.lasso.workloads.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A wait is doomed if nobody who still runs reaches what could end it. Where somebody does, a run that is cut off before
 * is suspected and nothing more, and one that is not ends.
 */
@Timeout(1800)
final class DoomedWaitsTest {

  private static final int SEEDS = 1;

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"latchOfAThreadThatNeverStarted", "monitorOfAnEndedThread", "conditionOfAnEndedThread",
    "joinOfALostThread", "monitorBehindALostThread", "twoThatCouldHelpEachOther"})
  void aWaitThatNobodyCanEndIsStuckAlthoughOthersGoOn(String program) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Outcome atLimit = run(program, seed, Duration.ofSeconds(50));
      assertEquals(Verdict.STUCK, atLimit.verdict(), atLimit::dump);
      assertEquals("doomed-wait", atLimit.proof());
      assertTrue(atLimit.summary().contains("\"main\""), atLimit::summary);
      Outcome longBefore = run(program, seed, Duration.ofDays(365));
      assertEquals(Verdict.STUCK, longBefore.verdict(), longBefore::dump);
      assertTrue(longBefore.virtualNanos() < Duration.ofMinutes(3).toNanos(), longBefore::toString);
      assertEquals(atLimit.fingerprint(), longBefore.fingerprint());
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"helpedThroughAStatic", "helpedThroughALocal", "helpedThroughAnIterator",
    "helpedThroughAShortLivedObject", "helpedThroughAWeakReference", "helpedThroughAThreadLocal",
    "helpedByAThreadYetToStart", "helpedByATimer", "helpedByAScheduledPool", "helpedByAnInterrupt", "helpedByAnUnpark",
    "helpedByAChain", "heldBySomebodyWhoSleeps"})
  void aWaitThatSomebodyCanEndIsNot(String program) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Outcome cutOff = run(program, seed, Duration.ofMinutes(50));
      assertEquals(Verdict.SUSPECTED, cutOff.verdict(), cutOff::dump);
      Outcome whole = run(program, seed, Duration.ofHours(3));
      assertEquals(Verdict.LIVE, whole.verdict(), whole::dump);
    }
  }

  @Test
  void aWaitThatAnExitEndsIsNot() {
    Outcome cutOff = run(ExitProgram.class, "serves", 1, Duration.ofMinutes(50));
    assertEquals(Verdict.SUSPECTED, cutOff.verdict(), cutOff::dump);
    Outcome whole = run(ExitProgram.class, "serves", 1, Duration.ofHours(3));
    assertEquals(Verdict.LIVE, whole.verdict(), whole::dump);
  }

  private static Outcome run(String method, long seed, Duration time) {
    return run(DoomedPrograms.class, method, seed, time);
  }

  private static Outcome run(Class<?> program, String method, long seed, Duration time) {
    RunSpec spec = RunSpec.of(new RunSpec.Program.OfMain(program.getName(), method,
        System.getProperty("java.class.path"), List.of()));
    return Simulation.get().run(spec.withSeed(seed).withLimits(1_000_000, time));
  }
}
