package dev.lasso.workloads.cli;

/** Counts different trace hashes, exactly up to a limit, so that memory stays flat however many there are. */
final class DistinctHashes {

  private static final int LIMIT = 1 << 20;

  private long[] table = new long[1 << 10];
  private int size;
  private boolean full;

  void add(long hash) {
    // Zero marks a free slot.
    long key = hash == 0 ? 1 : hash;
    if (!full && insert(table, key) && ++size * 2 > table.length) {
      grow();
    }
  }

  private static boolean insert(long[] table, long key) {
    int mask = table.length - 1;
    int at = Long.hashCode(key) & mask;
    while (table[at] != 0) {
      if (table[at] == key) {
        return false;
      }
      at = at + 1 & mask;
    }
    table[at] = key;
    return true;
  }

  private void grow() {
    if (size >= LIMIT) {
      full = true;
      return;
    }
    long[] larger = new long[table.length * 2];
    for (long key : table) {
      if (key != 0) {
        insert(larger, key);
      }
    }
    table = larger;
  }

  /** How many; where there are more than can be counted, so many that there are at least. */
  int count() {
    return size;
  }

  /** How many, in words. */
  String text() {
    return full ? "more than " + LIMIT : Integer.toString(size);
  }
}
