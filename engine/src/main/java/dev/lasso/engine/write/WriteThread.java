package dev.lasso.engine.write;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/*
 * One write at a time changes the log and the memtable, but a write costs one append however many batches it carries.
 * So writers queue, and the first of them, the leader, writes for those behind it.
 *
 * The queue is a linked list that threads push themselves onto by one compare-and-set on newestWriter, each remembering
 * the writer it displaced as `older`. Whoever finds the list empty is a leader at once and has touched no lock. The
 * leader fills in the `newer` links (it alone does, so they need no atomicity), walks from itself towards the newest,
 * and takes writers into its group until one does not fit: a sync writer behind a leader that does not sync, a logged
 * one behind a leader that skips the log, one that wants to be alone, or one that would make the group too large. The
 * limit is 1 MiB, but a small leader takes at most 128 KiB along, so that it is not slowed much by its company.
 *
 * Leaving, the leader tries to set newestWriter from the last of its group to null. If that fails there are later
 * writers, and the oldest of them leads next; it is told first, so that its work overlaps with waking the members, who
 * are told from newest to oldest. A member's link must be read before it is told, since its thread then goes its way.
 *
 * Invariants: exactly one writer in the list is a leader; everything older than it is gone; nobody but a leader removes
 * writers. The price is that the queue moves only as its leader does: a leader that sleeps in the write controller, or
 * waits there for good, holds up every writer behind it, whatever it wants to write.
 *
 * Source: RocksDB 4.9, db/write_thread.
 */
/**
 * The queue of writers, in which the first writes for those behind it.
 *
 * @param <B> what is written
 */
public final class WriteThread<B> {
  private static final int MAX_GROUP_BYTES = 1 << 20;
  private static final int SMALL_BYTES = 128 << 10;

  private final AtomicReference<@Nullable Writer<B>> newestWriter = new AtomicReference<>();

  /** Queues {@code writer} and waits; true if it now leads, false if another thread has made its write. */
  public boolean join(Writer<B> writer) {
    return link(writer) || writer.awaitTurn();
  }

  /**
   * Queues {@code writer}; true if it leads at once. A caller that holds a lock lets go of it before {@link #await}.
   */
  public boolean link(Writer<B> writer) {
    Writer<B> seen;
    do {
      seen = newestWriter.get();
      writer.older = seen;
    } while (!newestWriter.compareAndSet(seen, writer));
    if (seen == null) {
      writer.become(Writer.State.LEADER);
    }
    return seen == null;
  }

  /** Waits until a linked writer leads or is completed; true if it leads. */
  public boolean await(Writer<B> writer) {
    return writer.awaitTurn();
  }

  /** The writers that {@code leader} writes for, itself first, in the order in which they came. */
  public List<Writer<B>> enterGroup(Writer<B> leader) {
    List<Writer<B>> group = new ArrayList<>(4);
    group.add(leader);
    Writer<B> newest = newest();
    linkNewer(newest);
    int limit = leader.bytes() <= SMALL_BYTES ? leader.bytes() + SMALL_BYTES : MAX_GROUP_BYTES;
    int bytes = leader.bytes();
    Writer<B> last = leader;
    while (last != newest) {
      Writer<B> next = next(last);
      if (!fits(leader, next) || next.bytes() > limit - bytes) {
        break;
      }
      bytes += next.bytes();
      group.add(next);
      last = next;
    }
    return group;
  }

  /** Ends the group of a leader: makes the next writer lead and tells the members that they are done, or why not. */
  public void exitGroup(List<Writer<B>> group, @Nullable Throwable failure) {
    passOn(group.get(group.size() - 1));
    for (int i = group.size() - 1; i > 0; i--) {
      group.get(i).complete(failure);
    }
  }

  /** Ends what a leader without a group has done: makes the next writer lead. It needs no memory. */
  public void exitAlone(Writer<B> leader) {
    passOn(leader);
  }

  private void passOn(Writer<B> last) {
    if (newestWriter.get() != last || !newestWriter.compareAndSet(last, null)) {
      linkNewer(newest());
      Writer<B> next = next(last);
      next.older = null;
      next.become(Writer.State.LEADER);
    }
  }

  /**
   * Whether a writer may join a group. One that keeps out of the log does not join one that is logged: it would be
   * recovered, and one before it, that led its own group, would not.
   */
  private boolean fits(Writer<B> leader, Writer<B> next) {
    if (next.sync() && !leader.sync() || next.disableWal() != leader.disableWal()) {
      return false;
    }
    return next.hasBatch();
  }

  /** Fills in the links from old to new, down from {@code newest} to where they are there already. */
  private void linkNewer(Writer<B> newest) {
    Writer<B> writer = newest;
    for (Writer<B> older = writer.older; older != null && older.newer == null; older = writer.older) {
      older.newer = writer;
      writer = older;
    }
  }

  private Writer<B> newest() {
    Writer<B> newest = newestWriter.get();
    if (newest == null) {
      throw new IllegalStateException("a leader is not in its queue");
    }
    return newest;
  }

  private Writer<B> next(Writer<B> writer) {
    Writer<B> next = writer.newer;
    if (next == null) {
      throw new IllegalStateException("the queue of writers is broken");
    }
    return next;
  }
}
