package dev.lasso.workloads.model;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.workloads.model.WriteHistory.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle on a store that does what it should, and on stores that do one thing wrong. */
class CrashRoundsTest {

  private static final int SEEDS = 200;
  private static final int WRITERS = 4;
  private static final int BATCHES_EACH = 500;
  private static final Pattern SAYS_WHAT_AND_WHERE = Pattern
      .compile("(torn|lost|gap|changed|made up|misplaced|disagreed|refused without damage).* [fg]/[abc].*");

  @Property(tries = 2000)
  void rightStoreIsNeverBlamed(@ForAll long seed) {
    Random random = new Random(seed);
    CrashRounds.run(new CrashableStore(random), random);
  }

  @ParameterizedTest
  @Timeout(120)
  @ValueSource(booleans = {true, false})
  void threadsThatWriteAtTheSameTimeAreNotBlamed(boolean powerLoss) throws Exception {
    Random random = new Random(powerLoss ? 1 : 2);
    CrashableStore store = new CrashableStore(random);
    WriteHistory history = new WriteHistory();
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      List<Callable<Void>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        Random own = new Random(writer);
        writers.add(() -> {
          for (int i = 0; i < BATCHES_EACH; i++) {
            Batch batch = CrashRounds.begin(history, own);
            store.write(batch);
            batch.acknowledged();
          }
          return null;
        });
      }
      for (Future<Void> end : threads.invokeAll(writers)) {
        end.get();
      }
    }
    store.crash(powerLoss);
    assertDoesNotThrow(() -> CrashOracle.check(history, RecoveredState.read(history.keys(), store),
        powerLoss ? Crash.POWER_LOSS : Crash.KILL));
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        broken(BrokenStores::losesSyncedWrites, "lost at batch .*; batch \\d+ was acknowledged and synced"),
        broken(BrokenStores::losesWritesOfAKilledProcess, "lost at batch .*; batch \\d+ was acknowledged"),
        broken(BrokenStores::leavesAGap,
            "gap at batch .* batch \\d+ was acknowledged before batch \\d+ began, which has left its value at .*"),
        broken(BrokenStores::tearsABatch, "torn at batch .* batch \\d+ has left its value at .*"),
        broken(BrokenStores::letsAFamilyGoAhead, "torn at batch .*: f/.* has left its value at g/.*"),
        broken(BrokenStores::losesFlushedWrites,
            "lost at batch .*; batch \\d+ was acknowledged before a flush of f"),
        broken(BrokenStores::flushesOutOfOrder, "gap at batch .* was acknowledged before batch .*"),
        broken(BrokenStores::resurrectsDeletes, "changed at the recovery before: .* should have no value, .*"),
        broken(BrokenStores::findsLostWritesLater,
            "changed at the recovery before: .* has the value of batch \\d+; the recovery before has shown it"),
        broken(BrokenStores::losesTables,
            "changed at the recovery before: .* should have the value of batch .* and has no value; .*"),
        broken(BrokenStores::changesWithEachRecovery,
            "changed: ./. had the value of batch \\d+ and then no value"),
        broken(BrokenStores::servesOldValues, "lost at batch .*: f/a should have .* has the value of batch .*"),
        broken(BrokenStores::mixesKeysUp, "misplaced: f/b has the value of batch \\d+ for f/a"),
        broken(BrokenStores::makesValuesUp, "made up: ./. has the value of batch \\d+, which never wrote it"),
        broken(BrokenStores::servesDamage, "made up: ./. has a value that nobody wrote: .*"),
        broken(BrokenStores::skipsAKey,
            "disagreed: ./b has the value of batch \\d+ by a read, and no value by a scan"),
        broken(BrokenStores::repeatsAKey, "disagreed: a scan of . found ./. twice"),
        broken(BrokenStores::refusesToRead,
            "refused without damage: a read of ./. failed: 000007.sst is damaged at offset 0"));
  }

  private static Arguments broken(Function<Random, CrashableStore> store, String message) {
    return Arguments.of(store, message);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void brokenStoreIsCaught(Function<Random, CrashableStore> store, String message) {
    List<String> messages = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      try {
        CrashRounds.run(store.apply(random), random);
      } catch (AssertionError e) {
        messages.add(String.valueOf(e.getMessage()));
      }
    }
    String all = String.join("\n", messages);
    assertTrue(messages.stream().anyMatch(said -> said.matches(message)), all);
    assertTrue(messages.stream().allMatch(SAYS_WHAT_AND_WHERE.asMatchPredicate()), all);
  }
}
