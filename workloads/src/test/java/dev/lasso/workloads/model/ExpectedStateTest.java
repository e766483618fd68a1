package dev.lasso.workloads.model;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.workloads.model.ExpectedState.Intent;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExpectedStateTest {

  private static final int ABSENT = ExpectedValue.ABSENT;

  private final ExpectedState state = new ExpectedState(4, 2);

  private ExpectedValue change(int slot, boolean delete) {
    try (ExpectedState.Change change = state.begin(List.of(new Intent(slot, delete)))) {
      change.acknowledged();
    }
    return state.at(slot);
  }

  private static void assertMayBe(ExpectedValue before, ExpectedValue after, int... found) {
    for (int base : found) {
      assertDoesNotThrow(() -> new ExpectedRange(before, after).check(base, "read"));
    }
  }

  private static void assertCannotBe(ExpectedValue before, ExpectedValue after, int... found) {
    for (int base : found) {
      assertThrows(AssertionError.class, () -> new ExpectedRange(before, after).check(base, "read"));
    }
  }

  @Test
  void settledKeyHasItsValueAndNoOther() {
    ExpectedValue never = state.at(1);
    assertMayBe(never, never, ABSENT);
    assertCannotBe(never, never, 0, 1);
    change(1, false);
    ExpectedValue second = change(1, false);
    assertMayBe(second, second, 2);
    assertCannotBe(second, second, ABSENT, 1, 3);
    ExpectedValue deleted = change(1, true);
    assertMayBe(deleted, deleted, ABSENT);
    assertCannotBe(deleted, deleted, 2, 3);
  }

  @Test
  void writeUnderWayMayBeSeenOrNot() {
    ExpectedValue before = change(1, false);
    try (ExpectedState.Change change = state.begin(List.of(new Intent(1, false)))) {
      assertEquals(2, change.base(change.intents().getFirst()));
      assertMayBe(before, state.at(1), 1, 2);
      assertCannotBe(before, state.at(1), ABSENT, 3);
      change.acknowledged();
    }
    assertMayBe(before, state.at(1), 1, 2);
  }

  @Test
  void deleteUnderWayMayBeSeenOrNot() {
    ExpectedValue before = change(1, false);
    try (ExpectedState.Change change = state.begin(List.of(new Intent(1, true)))) {
      assertMayBe(before, state.at(1), ABSENT, 1);
      change.acknowledged();
    }
    assertMayBe(before, state.at(1), ABSENT, 1);
    assertCannotBe(before, state.at(1), 2);
  }

  @Test
  void deletedBaseIsNotFoundAgainWhileTheNextIsWritten() {
    change(1, false);
    ExpectedValue before = change(1, true);
    try (ExpectedState.Change change = state.begin(List.of(new Intent(1, false)))) {
      assertMayBe(before, state.at(1), ABSENT, 2);
      assertCannotBe(before, state.at(1), 1);
      assertEquals(1, change.intents().size());
    }
  }

  @Test
  void basesBeginAgainWhenTheyAreUsedUp() {
    ExpectedValue last = new ExpectedValue(ExpectedValue.BASES - 1);
    assertMayBe(last, last.writeBegun(), ExpectedValue.BASES - 1, 0);
    assertCannotBe(last, last.writeBegun(), 1, ABSENT);
    assertEquals(0, last.writeBegun().written().base());
  }

  @Test
  void momentHasTheSameValueAtEveryLook() {
    int[] before = state.words();
    change(2, false);
    ExpectedMoment moment = new ExpectedMoment(before, state.words());
    moment.check(2, ABSENT, "read");
    AssertionError error = assertThrows(AssertionError.class, () -> moment.check(2, 1, "read of key 2"));
    assertTrue(String.valueOf(error.getMessage()).startsWith("read of key 2 found base 1, and base -1 before"),
        error::getMessage);
  }

  @Test
  void messageNamesTheReadTheWordsAndWhatWasFound() {
    ExpectedValue written = change(3, false);
    AssertionError error = assertThrows(AssertionError.class,
        () -> new ExpectedRange(written, written).check(ABSENT, "a read of key 3"));
    assertEquals("a read of key 3 found no value; expected before 0x00000001 (base 1, 0 deletions, there) and after "
        + "0x00000001 (base 1, 0 deletions, there)", error.getMessage());
  }
}
