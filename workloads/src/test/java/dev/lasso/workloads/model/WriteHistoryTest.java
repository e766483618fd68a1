package dev.lasso.workloads.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.lasso.workloads.model.WriteHistory.Batch;
import dev.lasso.workloads.model.WriteHistory.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class WriteHistoryTest {

  private static final Key A = new Key("f", "a");
  private static final Key B = new Key("f", "b");

  private WriteHistory history = new WriteHistory();

  private Batch begin(Operation... operations) {
    return history.begin(Durability.LOGGED, List.of(operations));
  }

  private Batch written(Operation... operations) {
    Batch batch = begin(operations);
    batch.acknowledged();
    return batch;
  }

  @Test
  void keyHasWhatTheLastBatchLeft() {
    assertEquals(Answer.Absent.ONE, history.expected(A));
    Batch first = written(Operation.put(A), Operation.put(B));
    assertEquals(new Answer.Present(first.value(0)), history.expected(A));
    assertEquals(new Answer.Present(first.value(1)), history.expected(B));
    written(Operation.put(A), Operation.delete(A));
    assertEquals(Answer.Absent.ONE, history.expected(A));
  }

  @Test
  void keyIsUnknownWhileAChangeIsNotAcknowledged() {
    written(Operation.put(A));
    Batch cut = begin(Operation.delete(A));
    assertEquals(new Answer.Unknown("batch 2 may have come before or after"), history.expected(A));
    written(Operation.put(A));
    assertInstanceOf(Answer.Unknown.class, history.expected(A));
    cut.acknowledged();
    assertInstanceOf(Answer.Unknown.class, history.expected(A));
    Batch last = written(Operation.put(A));
    assertEquals(new Answer.Present(last.value(0)), history.expected(A));
  }

  @Test
  void recoveryDecidesWhatWasUnknown() {
    Batch cut = begin(Operation.put(A), Operation.put(B));
    TreeMap<Key, Answer> found = new TreeMap<>();
    found.put(A, new Answer.Present(cut.value(0)));
    history = history.recovered(new RecoveredState(found, List.of()));
    assertEquals(new Answer.Present(cut.value(0)), history.expected(A));
    assertEquals(Answer.Absent.ONE, history.expected(B));
    assertEquals("batch 2", AtomicWrite.of(written(Operation.put(B)), null).toString());
  }

  @Test
  void valueIsReadAsItWasWrittenAndNotOtherwise() {
    WrittenValue value = new WrittenValue(12, 3, new Key("f", "k;\u00ff/ 7"));
    for (int filler : new int[]{0, 1, 100}) {
      byte[] bytes = value.bytes(filler);
      assertEquals(Optional.of(value), WrittenValue.parse(bytes));
      for (int i = 0; i < bytes.length; i++) {
        assertNotEquals(Optional.of(value), WrittenValue.parse(Arrays.copyOf(bytes, i)));
      }
      assertEquals(Optional.empty(), WrittenValue.parse(Arrays.copyOf(bytes, bytes.length + 1)));
    }
    byte[] bytes = value.bytes(100);
    for (int i = 0; i < bytes.length; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= 1;
      assertEquals(Optional.empty(), WrittenValue.parse(damaged));
    }
  }
}
