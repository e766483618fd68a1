package dev.lasso.sim.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConflictsTest {

  private static final Object A = new Object();
  private static final Object B = new Object();

  private static int operation(String text) {
    String[] parts = text.split("[.]", 2);
    int kind = switch (parts[0]) {
      case "read" -> Operations.FIELD_READ;
      case "write" -> Operations.FIELD_WRITE;
      case "volatile-read" -> Operations.VOLATILE_READ;
      case "volatile-write" -> Operations.VOLATILE_WRITE;
      case "array-read" -> Operations.ARRAY_READ;
      case "array-write" -> Operations.ARRAY_WRITE;
      case "call" -> Operations.JUC_CALL;
      case "file" -> Operations.FILE_CALL;
      case "enter" -> Operations.MONITOR_ENTER;
      case "park" -> Operations.PARK;
      case "unpark" -> Operations.UNPARK;
      case "sleep" -> Operations.SLEEP;
      case "start" -> Operations.START;
      default -> throw new IllegalArgumentException(text);
    };
    return Operations.of(kind, parts.length == 1 ? "" : parts[1]);
  }

  private static @Nullable Object object(String name) {
    return switch (name) {
      case "a" -> A;
      case "b" -> B;
      default -> null;
    };
  }

  @ParameterizedTest
  @CsvSource({
    "write.x, a, write.x, a, true", "write.x, a, read.x, a, true", "read.x, a, read.x, a, false",
    "write.x, a, write.y, a, false", "write.x, a, write.x, b, false", "write.x, none, read.x, none, true",
    "volatile-write.x, a, volatile-read.x, a, true", "volatile-read.x, a, volatile-read.x, a, false",
    "array-write.[], a, array-read.[], a, true", "array-read.[], a, array-read.[], a, false",
    "call.get, a, call.set, a, true", "call.get, a, call.get, b, false", "call.sum, none, call.sum, none, true",
    "call.sum, none, call.max, none, false", "call.get, a, write.get, a, false",
    "enter, a, enter, a, true", "enter, a, enter, b, false", "enter, a, write.x, a, false",
    "enter, a, call.lock, a, false", "park, a, unpark, a, true", "park, a, unpark, b, false",
    "file.write, a, file.delete, none, true", "file.write, a, call.get, a, false",
    "sleep, none, sleep, none, false", "start, none, start, none, false"})
  void conflictIsAsDefinedAndSymmetric(String one, String objectOfOne, String other, String objectOfOther,
      boolean expected) {
    assertEquals(expected,
        Conflicts.between(operation(one), object(objectOfOne), operation(other), object(objectOfOther)));
    assertEquals(expected,
        Conflicts.between(operation(other), object(objectOfOther), operation(one), object(objectOfOne)));
  }
}
