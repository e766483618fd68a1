package dev.lasso.engine.memtable;

import dev.lasso.engine.table.TableSummary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The full memtables of a column family, oldest first, and where each stands: waiting, being flushed, or flushed and
 * waiting for its turn to be committed (tables are committed in the order of their memtables, whichever is written
 * first). All but {@link #snapshot} and {@link #size} is guarded by the engine's mutex.
 */
public final class ImmutableMemTables {
  private int minToMerge;
  private final List<Slot> slots = new ArrayList<>();
  private volatile List<MemTable> snapshot = List.of();
  private boolean flushRequested;
  private boolean committing;

  /** None; a flush is pending once {@code minToMerge} wait for it. */
  public ImmutableMemTables(int minToMerge) {
    this.minToMerge = minToMerge;
  }

  /** Changes how many wait until a flush is pending. */
  public void minToMerge(int count) {
    minToMerge = count;
  }

  /** Adds the memtable that was just sealed. */
  public void add(MemTable sealed) {
    slots.add(new Slot(sealed));
    publish();
  }

  /** Asks for a flush although fewer than the merge minimum wait. */
  public void requestFlush() {
    flushRequested = true;
  }

  /** Whether a flush should be scheduled. */
  public boolean isFlushPending() {
    int waiting = waiting();
    return waiting >= minToMerge || flushRequested && waiting >= 1;
  }

  /** The memtables that no flush has begun with. */
  public int waiting() {
    return (int) slots.stream().filter(slot -> !slot.started).count();
  }

  /** The memtables whose flush is not committed. */
  public int size() {
    return snapshot.size();
  }

  /** The memtables, oldest first; the list never changes. */
  public List<MemTable> snapshot() {
    return snapshot;
  }

  /** Begins a flush with every waiting memtable, oldest first. */
  public List<MemTable> takeForFlush() {
    List<MemTable> taken = new ArrayList<>();
    for (Slot slot : slots) {
      if (!slot.started) {
        slot.started = true;
        taken.add(slot.memTable);
      }
    }
    flushRequested = false;
    return taken;
  }

  /** Gives the memtables of a failed flush back. */
  public void giveBack(List<MemTable> taken) {
    for (Slot slot : slots) {
      if (taken.contains(slot.memTable)) {
        slot.started = false;
        slot.flushed = null;
      }
    }
  }

  /** Notes that {@code taken} are in one table. */
  public void flushed(List<MemTable> taken, long fileNumber, TableSummary summary) {
    FlushedTable table = new FlushedTable(List.copyOf(taken), fileNumber, summary);
    for (Slot slot : slots) {
      if (taken.contains(slot.memTable)) {
        slot.flushed = table;
      }
    }
  }

  /**
   * Takes the right to commit; false if another thread has it, which then commits everything that is ready. To be given
   * back by {@link #endCommit}.
   */
  public boolean beginCommit() {
    if (committing) {
      return false;
    }
    committing = true;
    return true;
  }

  public void endCommit() {
    committing = false;
  }

  /** The table to be committed next, or null if the oldest memtable is not in one yet. */
  public @Nullable FlushedTable nextToCommit() {
    return slots.isEmpty() ? null : slots.get(0).flushed;
  }

  /** Forgets the memtables of a committed table. */
  public void committed(FlushedTable table) {
    slots.removeIf(slot -> slot.flushed == table);
    publish();
  }

  private void publish() {
    snapshot = slots.stream().map(slot -> slot.memTable).toList();
  }

  /** A table that a flush has written and that is not in a version yet. */
  public record FlushedTable(List<MemTable> memTables, long fileNumber, TableSummary summary) {}

  private static final class Slot {
    private final MemTable memTable;
    private boolean started;
    private @Nullable FlushedTable flushed;

    private Slot(MemTable memTable) {
      this.memTable = memTable;
    }
  }
}
