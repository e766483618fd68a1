package dev.lasso.workloads.model;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lasso.workloads.model.LiveFiles.StoredFile;
import dev.lasso.workloads.model.LiveFiles.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class LiveFilesTest {

  private static Table table(int level, long number, String smallest, String largest) {
    return table(level, number, smallest, largest, new StoredFile(100, null));
  }

  private static Table table(int level, long number, String smallest, String largest, @Nullable StoredFile file) {
    return new Table("f", level, number, 100, smallest, largest, file);
  }

  private static LiveFiles files(Table... tables) {
    return new LiveFiles(List.of(tables), 50, 10);
  }

  private static void assertFails(String message, Executable check) {
    assertEquals(message, assertThrows(AssertionError.class, check).getMessage());
  }

  @Test
  void soundFilesAreAccepted() {
    LiveFiles files = files(table(0, 4, "a", "m"), table(0, 5, "b", "z"), table(1, 7, "n", "z"),
        table(1, 6, "a", "m"), table(2, 8, "c", "o"),
        new Table("g", 1, 9, 100, "b", "n", new StoredFile(100, null)));
    assertDoesNotThrow(files::check);
    assertDoesNotThrow(() -> files.checkAfter(files));
  }

  @Test
  void tableMayMoveAndOthersMayComeAndGo() {
    LiveFiles moved = new LiveFiles(List.of(table(3, 5, "b", "z"), table(1, 10, "a", "b")), 51, 11);
    assertDoesNotThrow(() -> moved.checkAfter(files(table(0, 4, "a", "m"), table(0, 5, "b", "z"))));
  }

  @Test
  void deletedTableIsFound() {
    assertFails("table #4 of f is live and deleted", files(table(0, 4, "a", "m", null))::check);
  }

  @Test
  void cutTableIsFound() {
    assertFails("table #4 of f has 99 bytes, and should have 100",
        files(table(0, 4, "a", "m", new StoredFile(99, null)))::check);
  }

  @Test
  void damagedTableIsFound() {
    assertFails("table #4 of f is damaged: block at 10",
        files(table(0, 4, "a", "m", new StoredFile(100, "block at 10")))::check);
  }

  @Test
  void overlapIsFound() {
    assertFails("table #6 of f overlaps #7 on level 1: it ends with m, and the other begins with m",
        files(table(1, 7, "m", "z"), table(1, 6, "a", "m"))::check);
  }

  @Test
  void numberThatIsStillToBeGivenOutIsFound() {
    assertFails("table #10 of f has a number that is still to be given out: the next is 10",
        files(table(0, 10, "a", "m"))::check);
  }

  @Test
  void numbersThatGoBackAreFound() {
    assertFails("the last sequence went back from 50 to 49",
        () -> new LiveFiles(List.of(), 49, 10).checkAfter(files()));
    assertFails("the next file number went back from 10 to 9",
        () -> new LiveFiles(List.of(), 50, 9).checkAfter(files()));
  }

  @Test
  void numberThatIsUsedAgainIsFound() {
    assertFails("table #4 of f is another than before: f from a to n in 100 bytes, not f from a to m in 100 bytes",
        () -> files(table(0, 4, "a", "n")).checkAfter(files(table(0, 4, "a", "m"))));
  }
}
