package dev.lasso.workloads.mixed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import dev.lasso.workloads.engine.Mixed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(300)
final class MixedTest {

  private static final int LIVE_SEEDS = 4;
  private static final int SEEDS = 20;

  private static RunSpec spec(Class<? extends Mixed> mixed, Map<String, String> options, Set<String> quirks) {
    RunSpec spec = RunSpec.of(new RunSpec.Program.OfWorkload(mixed.getName(), "mixed"));
    return new RunSpec(spec.program(), spec.parameters(), spec.optionsFile(), options, quirks, spec.faults(),
        spec.strategy(), spec.points(), spec.seed(), spec.startAt(), spec.maxSteps(), spec.maxTime());
  }

  /** The first outcome that is not LIVE, with its dump, or else the last. */
  private static Outcome explore(RunSpec spec, int seeds) {
    AtomicLong seed = new AtomicLong();
    Simulation.get().explore(spec, 1, seeds, outcome -> {
      seed.incrementAndGet();
      return outcome.verdict() == Verdict.LIVE;
    });
    return Simulation.get().run(spec.withSeed(seed.get()));
  }

  static Stream<Map<String, String>> limits() {
    return Stream.of(Map.of(), Map.of("max_background_compactions", "1", "max_background_flushes", "1"),
        Map.of("max_background_compactions", "2", "max_background_flushes", "0"));
  }

  @ParameterizedTest
  @MethodSource("limits")
  void everyAnswerOfTheEngineIsOneThatItMayGive(Map<String, String> options) {
    Outcome outcome = explore(spec(Mixed.class, options, Set.of()), LIVE_SEEDS);
    assertEquals(Verdict.LIVE, outcome.verdict(), outcome::dump);
  }

  @Test
  void withoutCompactionsWritersStopForGood() {
    Outcome outcome = explore(spec(Mixed.class, Map.of("max_background_compactions", "0", "max_background_flushes", "1",
        "base_background_compactions", "0"), Set.of("zero-background-compactions")), SEEDS);
    assertEquals(Verdict.STUCK, outcome.verdict(), outcome::dump);
    assertTrue(outcome.dump().contains("dev.lasso.engine.WritePath.delayWrite"), outcome::dump);
  }

  static Stream<Arguments> broken() {
    return Stream.of(Arguments.of(BrokenStores.LosesAWrite.class, List.of("expected before")),
        Arguments.of(BrokenStores.ReadsStaleValues.class, List.of("a read", "expected before")),
        Arguments.of(BrokenStores.ResurrectsDeletes.class, List.of("deleted")),
        Arguments.of(BrokenStores.SkipsKeys.class, List.of("an iterator at key", "found no value")),
        Arguments.of(BrokenStores.IgnoresSnapshots.class, List.of("a read at a snapshot of key")));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatABrokenEngineAnswersIsCaught(Class<? extends Mixed> mixed, List<String> said) {
    Outcome outcome = explore(spec(mixed, Map.of(), Set.of()), SEEDS);
    assertEquals(Verdict.FAILED, outcome.verdict(), outcome::dump);
    String all = outcome.summary() + outcome.dump();
    said.forEach(part -> assertTrue(all.contains(part), () -> part + " is not in\n" + all));
  }
}
