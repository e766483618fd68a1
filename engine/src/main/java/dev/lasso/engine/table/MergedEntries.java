package dev.lasso.engine.table;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The entries of several cursors in one order. */
public final class MergedEntries implements EntryCursor {
  private final PriorityQueue<Head> heads;

  /** Merges {@code cursors}, whose keys are ordered by {@code keys}. */
  public MergedEntries(List<EntryCursor> cursors, Comparator<byte[]> keys) throws IOException {
    Comparator<Entry> order = Entry.order(keys);
    heads = new PriorityQueue<>(Math.max(1, cursors.size()), (left, right) -> order.compare(left.entry, right.entry));
    for (EntryCursor cursor : cursors) {
      push(cursor);
    }
  }

  @Override
  public @Nullable Entry next() throws IOException {
    Head head = heads.poll();
    if (head == null) {
      return null;
    }
    push(head.cursor);
    return head.entry;
  }

  private void push(EntryCursor cursor) throws IOException {
    Entry entry = cursor.next();
    if (entry != null) {
      heads.add(new Head(entry, cursor));
    }
  }

  private record Head(Entry entry, EntryCursor cursor) {}
}
