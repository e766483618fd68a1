package dev.lasso.workloads.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/*
 * The order is built from its end. A write can be the last of those that are left if
 *
 *   - none that is left began after it was acknowledged, and
 *   - each of its keys was found as it left it, or already has a later write in the order, or cannot be read.
 *
 * Putting such a write at the end is never a mistake: it takes away nothing that another write needs, since the first
 * condition looks at what is left and the second at what the order has. Any other order of the same writes stays one
 * when this write is moved to its end.
 *
 * If no write can be last, look at the one that began last, m. In any order that has m the last write z was not
 * acknowledged before m began, so it meets the first condition, since nothing began later than m. It meets the second,
 * being the last. So z could be put there; but no write can. Hence no order has m: it was lost if it may have been,
 * and if not, there is no order.
 *
 * So each step puts a write into the order or loses one, and nothing is ever taken back. (This is where it matters that
 * real time makes an interval order. For an arbitrary partial order, which writes to lose is a search.)
 */
/** An order of writes, within real time, that ends in what was found; or the write that shows that there is none. */
final class BackwardOrder {

  private final Set<AtomicWrite> certain;
  private final List<AtomicWrite> byBegin;
  private final List<AtomicWrite> byAcknowledgement;
  /** Who writes a key, unless the last one to do so is in the order. */
  private final Map<Key, List<AtomicWrite>> undecided = new HashMap<>();
  /** The undecided keys that were not found as a write left them. */
  private final Map<AtomicWrite, SortedSet<Key>> misfits = new HashMap<>();
  private final Set<AtomicWrite> gone = new HashSet<>();
  private final Deque<AtomicWrite> ready = new ArrayDeque<>();
  private int released;
  private long moment = AtomicWrite.NEVER;

  /**
   * To find an order of some writes.
   *
   * @param certain those that are not lost; of all others each may be
   */
  BackwardOrder(List<AtomicWrite> writes, Set<AtomicWrite> certain, RecoveredState state) {
    this.certain = certain;
    this.byBegin = latestFirst(writes, write -> write.begun);
    this.byAcknowledgement = latestFirst(writes, write -> write.acknowledged);
    for (AtomicWrite write : writes) {
      SortedSet<Key> wrong = new TreeSet<>();
      write.results.forEach((key, result) -> {
        undecided.computeIfAbsent(key, first -> new ArrayList<>()).add(write);
        if (!result.fits(state.at(key))) {
          wrong.add(key);
        }
      });
      misfits.put(write, wrong);
    }
  }

  /** Looks for an order, once; null if there is one. */
  @Nullable
  Conflict conflict() {
    for (AtomicWrite begunLast : byBegin) {
      release(begunLast.begun);
      while (!gone.contains(begunLast)) {
        AtomicWrite last = ready.poll();
        if (last != null) {
          putAtEnd(last);
        } else if (certain.contains(begunLast)) {
          return new Conflict(begunLast, misfitsOf(begunLast).first());
        } else {
          gone.add(begunLast);
        }
      }
    }
    return null;
  }

  /** Makes those ready that were not acknowledged by the moment, after which none is left that begins. */
  private void release(long begun) {
    moment = begun;
    while (released < byAcknowledgement.size() && byAcknowledgement.get(released).acknowledged > moment) {
      makeReady(byAcknowledgement.get(released++));
    }
  }

  private void putAtEnd(AtomicWrite write) {
    gone.add(write);
    for (Key key : write.results.keySet()) {
      for (AtomicWrite other : Objects.requireNonNullElse(undecided.remove(key), List.<AtomicWrite>of())) {
        if (misfitsOf(other).remove(key) && other.acknowledged > moment) {
          makeReady(other);
        }
      }
    }
  }

  private void makeReady(AtomicWrite write) {
    if (misfitsOf(write).isEmpty() && !gone.contains(write)) {
      ready.add(write);
    }
  }

  private SortedSet<Key> misfitsOf(AtomicWrite write) {
    return Objects.requireNonNull(misfits.get(write));
  }

  private static List<AtomicWrite> latestFirst(List<AtomicWrite> writes, ToLongFunction<AtomicWrite> moment) {
    return writes.stream().sorted(Comparator.comparingLong(moment).reversed()).toList();
  }

  /**
   * Why there is no order.
   *
   * @param write is certain, and cannot come behind all that must come before it
   * @param key was not found as it left it, nor as a later write would have
   */
  record Conflict(AtomicWrite write, Key key) {}
}
