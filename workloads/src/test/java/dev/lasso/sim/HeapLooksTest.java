package dev.lasso.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Correct programs are looked at in the middle of all their waits, and nothing is found in their heaps; and the run that
 * goes on after a look is the one that was not looked at.
 */
@Tag("soak")
class HeapLooksTest {

  private static final Duration EARLY = Duration.ofNanos(1_000_000);

  private final Simulation simulation = Simulation.get();

  @BeforeEach
  void lookEarly() {
    simulation.lookAtHeapsFrom(EARLY);
  }

  @AfterEach
  void lookLate() {
    simulation.lookAtHeapsFrom(Duration.ofMinutes(1));
  }

  static Stream<String> correctPrograms() {
    return Workloads.of(HeapLooksTest.class.getClassLoader()).all().stream().map(Workload::name)
        .filter(name -> name.endsWith("-fixed") || name.startsWith("correct-"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("correctPrograms")
  void findNothingInCorrectPrograms(String name) {
    assertLive(name, 20);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"close-race", "async-open", "listener", "juc-tour"})
  void findNothingInAnEngineAtWork(String name) {
    assertLive(name, 10);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"close-race", "async-open", "listener", "juc-tour",
    "compact-files", "disabled-compaction", "ingest-and-compact", "log-listing", "reopen", "wtperf", "mixed"})
  @Tag("soak")
  void findNothingInAnEngineAtWorkForLong(String name) {
    assertLive(name, 200);
  }

  @Test
  void aLookChangesNothingOfARun() {
    List<String> looked = traces();
    assertTrue(simulation.heapLooks() > 0, "no run was looked at");
    simulation.lookAtHeapsFrom(Duration.ofMinutes(1));
    assertEquals(looked, traces());
    assertEquals(0, simulation.heapLooks());
  }

  private List<String> traces() {
    List<String> traces = new ArrayList<>();
    simulation.explore(spec("close-race"), 1, 10, outcome -> traces.add(outcome.steps() + outcome.traceHashText()));
    return traces;
  }

  private void assertLive(String name, int seeds) {
    Outcome last = simulation.explore(spec(name), 1, seeds, outcome -> outcome.verdict() == Verdict.LIVE);
    assertEquals(Verdict.LIVE, last.verdict(), last::toString);
  }

  private static RunSpec spec(String name) {
    return RunSpec.of(Workloads.of(HeapLooksTest.class.getClassLoader()).program(name));
  }
}
