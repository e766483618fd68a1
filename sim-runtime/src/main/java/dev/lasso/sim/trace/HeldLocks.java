package dev.lasso.sim.trace;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Which locks of {@code java.util.concurrent} one task holds. Taking a free one is a matter of the JDK's own code,
 * which no point shows; but who holds a lock stands in the lock, so it is enough to look whenever the task does
 * something that is seen.
 */
final class HeldLocks {

  private final List<Lock> held = new ArrayList<>();

  /** The lock that was called last, and may be held by now. */
  private @Nullable Lock called;

  private List<String> calledFrom = List.of();

  /** The last synchroniser of another kind that was called. */
  private @Nullable Object synchroniser;

  /** The task calls this lock. */
  void calls(Lock lock, List<String> frames) {
    called = lock;
    calledFrom = frames;
  }

  /** The task calls something else that it may be parked by. */
  void calls(Object other) {
    synchroniser = other;
  }

  /** What the task waits for that is parked by {@code blocker}: the object whose hidden part that is, or itself. */
  Object waitsFor(Object blocker, Synchronisers synchronisers) {
    for (Object known : new Object[]{synchroniser, called}) {
      if (known != null && synchronisers.sync(known) == blocker) {
        return known;
      }
    }
    return blocker;
  }

  /** The lock that the task has taken since it was last asked, or null. */
  @Nullable
  Lock taken(Thread thread, Synchronisers synchronisers) {
    Lock lock = called;
    if (lock == null || synchronisers.owner(lock) != thread) {
      return null;
    }
    called = null;
    for (Lock known : held) {
      if (known == lock) {
        return null;
      }
    }
    held.add(lock);
    return lock;
  }

  /** Where the call stands that has taken it. */
  List<String> takenFrom() {
    return calledFrom;
  }

  /** The locks that the task has let go of since it was last asked. */
  List<Lock> released(Thread thread, Synchronisers synchronisers) {
    if (held.isEmpty()) {
      return List.of();
    }
    List<Lock> released = List.of();
    for (Iterator<Lock> each = held.iterator(); each.hasNext();) {
      Lock lock = each.next();
      if (synchronisers.owner(lock) != thread) {
        each.remove();
        released = released.isEmpty() ? new ArrayList<>() : released;
        released.add(lock);
        called = called == null ? lock : called;
      }
    }
    return released;
  }
}
