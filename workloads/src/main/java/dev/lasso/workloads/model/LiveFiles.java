package dev.lasso.workloads.model;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tables of an open database and its counters, as its manifest has them, beside what its directory has. For a
 * database that lost nothing that was synced.
 *
 * @param lastSequence the number of the last change
 * @param nextFileNumber what no table has a number from
 */
public record LiveFiles(List<Table> tables, long lastSequence, long nextFileNumber) {

  /**
   * Checks that each table is there, with its size and checksums, and that the tables of each level but 0 lie one
   * behind the other.
   *
   * @throws AssertionError if a table is not as it should be
   */
  public void check() {
    for (Table table : tables) {
      table.check();
      if (table.number >= nextFileNumber) {
        throw new AssertionError(table + " has a number that is still to be given out: the next is " + nextFileNumber);
      }
    }
    Comparator<Table> order = Comparator.comparing(Table::family).thenComparing(Table::level)
        .thenComparing(Table::smallest);
    List<Table> deep = tables.stream().filter(table -> table.level > 0).sorted(order).toList();
    for (int i = 1; i < deep.size(); i++) {
      Table one = deep.get(i - 1);
      Table next = deep.get(i);
      if (one.family.equals(next.family) && one.level == next.level && one.largest.compareTo(next.smallest) >= 0) {
        throw new AssertionError(one + " overlaps #" + next.number + " on level " + one.level + ": it ends with "
            + one.largest + ", and the other begins with " + next.smallest);
      }
    }
  }

  /**
   * Checks that nothing went back since an earlier recovery of the database: counters grow, and a table keeps what it
   * has.
   *
   * @throws AssertionError if something did
   */
  public void checkAfter(LiveFiles earlier) {
    checkGrows("last sequence", earlier.lastSequence, lastSequence);
    checkGrows("next file number", earlier.nextFileNumber, nextFileNumber);
    Map<Long, Table> before = new HashMap<>();
    earlier.tables.forEach(table -> before.put(table.number, table));
    for (Table table : tables) {
      Table same = before.getOrDefault(table.number, table);
      if (!same.range().equals(table.range())) {
        throw new AssertionError(table + " is another than before: " + table.range() + ", not " + same.range());
      }
    }
  }

  private static void checkGrows(String what, long before, long now) {
    if (now < before) {
      throw new AssertionError("the " + what + " went back from " + before + " to " + now);
    }
  }

  /**
   * A table that the database needs. Keys stand as in {@link Key}, so they are compared by unsigned bytes.
   *
   * @param bytes the size that it must have
   * @param smallest its first key
   * @param largest its last key
   * @param file what the directory has; null if nothing
   */
  public record Table(String family, int level, long number, long bytes, String smallest, String largest,
      @Nullable StoredFile file) {

    private void check() {
      if (file == null) {
        throw new AssertionError(this + " is live and deleted");
      }
      if (file.bytes != bytes) {
        throw new AssertionError(this + " has " + file.bytes + " bytes, and should have " + bytes);
      }
      if (file.damage != null) {
        throw new AssertionError(this + " is damaged: " + file.damage);
      }
    }

    private String range() {
      return family + " from " + smallest + " to " + largest + " in " + bytes + " bytes";
    }

    @Override
    public String toString() {
      return "table #" + number + " of " + family;
    }
  }

  /**
   * A file that a table has.
   *
   * @param damage what its checksums say is wrong; null if nothing
   */
  public record StoredFile(long bytes, @Nullable String damage) {}
}
