package dev.lasso.sim.race;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the accesses to a field or an array element: the last write, and the reads since that none of
 * the others happens before. Mostly that is one, the epoch of FastTrack.
 */
final class Variable {

  private @Nullable Access write;
  private @Nullable Access read;

  /** In place of the one read: those that are not ordered, one a task. */
  private @Nullable List<Access> reads;

  /** Whether an access like this was remembered already, and nothing that could matter has happened since. */
  boolean knows(int task, int time, boolean writes) {
    Access last = writes ? write : read;
    return last != null && last.isAt(task, time);
  }

  /**
   * Remembers an access.
   *
   * @param clock what happens before it
   * @param racing is told of each earlier access that does not, though it should
   */
  void access(Access access, VectorClock clock, Consumer<Access> racing) {
    if (write != null && !write.happensBefore(clock)) {
      racing.accept(write);
    }
    if (access.writes()) {
      tellReads(clock, racing);
      write = access;
      read = null;
      reads = null;
    } else {
      addRead(access, clock);
    }
  }

  private void tellReads(VectorClock clock, Consumer<Access> racing) {
    if (reads != null) {
      reads.stream().filter(earlier -> !earlier.happensBefore(clock)).forEach(racing);
    } else if (read != null && !read.happensBefore(clock)) {
      racing.accept(read);
    }
  }

  private void addRead(Access access, VectorClock clock) {
    if (reads != null) {
      reads.removeIf(earlier -> earlier.happensBefore(clock));
      reads.add(access);
    } else if (read != null && !read.happensBefore(clock)) {
      reads = new ArrayList<>(List.of(read, access));
    }
    read = access;
  }
}
