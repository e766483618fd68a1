package dev.lasso.workloads.model;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.workloads.model.Crash.Loss;
import dev.lasso.workloads.model.WriteHistory.Batch;
import dev.lasso.workloads.model.WriteHistory.Operation;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What damage makes legal, and what it does not. */
final class CrashTest {

  private static final Key A = new Key("f", "a");
  private static final Key B = new Key("g", "b");
  private static final Crash DAMAGED = new Crash(Loss.NOTHING, true);

  private final SortedMap<Key, Answer> found = new TreeMap<>();

  private RecoveredState state() {
    return new RecoveredState(new TreeMap<>(found), List.of());
  }

  private static Batch written(WriteHistory history, Operation... operations) {
    Batch batch = history.begin(Durability.SYNCED, List.of(operations));
    batch.acknowledged();
    return batch;
  }

  private void find(Batch batch) {
    found.putAll(batch.results());
  }

  private void assertLegal(WriteHistory history, Loss least) {
    for (Loss loss : Loss.values()) {
      Crash crash = new Crash(loss, false);
      if (loss.compareTo(least) < 0) {
        assertThrows(AssertionError.class, () -> CrashOracle.check(history, state(), crash), loss::toString);
      } else {
        assertDoesNotThrow(() -> CrashOracle.check(history, state(), crash), loss::toString);
      }
    }
  }

  @Test
  void syncedEndIsLostOnlyByADamagedLog() {
    WriteHistory history = new WriteHistory();
    find(written(history, Operation.put(A)));
    written(history, Operation.put(B));
    assertLegal(history, Loss.SYNCED);
  }

  @Test
  void gapIsLeftOnlyIfDamageIsPassedOver() {
    WriteHistory history = new WriteHistory();
    written(history, Operation.put(A));
    find(written(history, Operation.put(B)));
    assertLegal(history, Loss.ANY);
  }

  @Test
  void familiesGoApartOnlyIfFilesDo() {
    WriteHistory history = new WriteHistory();
    find(written(history, Operation.put(A), Operation.put(B)));
    found.remove(A);
    assertLegal(history, Loss.ANY);
  }

  @Test
  void diskThatWentBackMayPassOverARecovery() {
    WriteHistory history = new WriteHistory();
    Batch first = written(history, Operation.put(A));
    Batch second = written(history, Operation.put(A), Operation.put(B));
    find(second);
    WriteHistory next = history.recovered(state());
    written(next, Operation.delete(B));
    found.clear();
    find(first);
    assertLegal(next, Loss.SYNCED);
    find(second);
    found.put(A, new Answer.Present(first.value(0)));
    assertLegal(next, Loss.ANY);
  }

  @Test
  void halfAFamilyIsNeverLegal() {
    WriteHistory history = new WriteHistory();
    find(written(history, Operation.put(A), Operation.put(new Key("f", "c"))));
    found.remove(A);
    assertThrows(AssertionError.class, () -> CrashOracle.check(history, state(), new Crash(Loss.ANY, true)));
  }

  @Test
  void failedReadOfDamagedKeyLeavesItOpen() {
    WriteHistory history = new WriteHistory();
    Batch first = written(history, Operation.put(A));
    Batch second = written(history, Operation.put(A), Operation.put(B));
    RecoveredState state = RecoveredState.read(history.keys(), new Damaged(second));
    assertEquals(List.of("a scan of f failed: damaged", "a read of f/a failed: damaged"), state.reports());
    assertDoesNotThrow(() -> CrashOracle.check(history, state, DAMAGED));
    assertEquals("refused without damage: a scan of f failed: damaged",
        assertThrows(AssertionError.class, () -> CrashOracle.check(history, state, Crash.KILL)).getMessage());
    WriteHistory next = history.recovered(state);
    assertTrue(next.expected(A) instanceof Answer.Unknown, () -> next.expected(A).toString());
    find(second);
    find(first);
    assertDoesNotThrow(() -> CrashOracle.check(next, state(), Crash.KILL));
    found.remove(B);
    assertThrows(AssertionError.class, () -> CrashOracle.check(next, state(), Crash.KILL));
  }

  @Test
  @Timeout(60)
  void longHistoryIsJudgedWithoutTryingEveryEnd() {
    WriteHistory history = new WriteHistory();
    find(written(history, Operation.put(A), Operation.put(B)));
    found.remove(B);
    for (int i = 0; i < 20_000; i++) {
      history.begin(Durability.LOGGED, List.of(Operation.put(A))).acknowledged();
    }
    assertThrows(AssertionError.class, () -> CrashOracle.check(history, state(), Crash.POWER_LOSS));
  }

  @Test
  void damageIsNoExcuseForAnotherValue() {
    WriteHistory history = new WriteHistory();
    Batch batch = written(history, Operation.put(A));
    found.put(A, new Answer.Present(new WrittenValue(batch.number, 1, A)));
    assertEquals("made up: f/a has the value of batch 1, which never wrote it", assertThrows(AssertionError.class,
        () -> CrashOracle.check(history, state(), new Crash(Loss.ANY, true))).getMessage());
  }

  @Test
  void refusalIsLegalOnlyIfThereIsDamage() {
    assertDoesNotThrow(() -> CrashOracle.checkRefusal("000005.log is damaged", DAMAGED));
    assertEquals("refused without damage: 000005.log is damaged", assertThrows(AssertionError.class,
        () -> CrashOracle.checkRefusal("000005.log is damaged", Crash.POWER_LOSS)).getMessage());
  }

  /** A database of which one family can be read and the other cannot. */
  private record Damaged(Batch batch) implements RecoveredState.Source {

    @Override
    public void scan(String family, BiConsumer<String, byte[]> value) throws IOException {
      byte[] bytes = get(new Key(family, "b"));
      value.accept("b", bytes == null ? new byte[0] : bytes);
    }

    @Override
    public byte @Nullable [] get(Key key) throws IOException {
      if (key.equals(B)) {
        return batch.value(1).bytes(0);
      }
      throw new IOException("damaged");
    }
  }
}
