package dev.lasso.sim.fault;

import dev.lasso.sim.sched.Scheduler;
import java.util.Arrays;
import java.util.function.LongConsumer;

/** The requests that a disk has been given: it serves some of them at a time, and the others in their order. */
final class DiskQueue {

  /** When each of those that it serves will be done, in virtual nanoseconds. */
  private final long[] doneAt;

  /** @param depth how many are served at a time */
  DiskQueue(int depth) {
    doneAt = new long[depth == DiskPlan.DEFAULT.depth() ? 0 : depth];
  }

  /** A request is made that takes so long, {@link Scheduler#NEVER} if for ever: when it is done. */
  long add(long now, long duration) {
    if (doneAt.length == 0) {
      return sum(now, duration);
    }
    int first = 0;
    for (int i = 1; i < doneAt.length; i++) {
      if (doneAt[i] < doneAt[first]) {
        first = i;
      }
    }
    doneAt[first] = sum(Math.max(now, doneAt[first]), duration);
    return doneAt[first];
  }

  private static long sum(long begin, long duration) {
    return duration >= Scheduler.NEVER - begin ? Scheduler.NEVER : begin + duration;
  }

  /** Tells how long those that it serves will take from {@code now} on. */
  void forEachLeft(long now, LongConsumer reader) {
    Arrays.stream(doneAt).filter(done -> done > now).map(done -> done - now).sorted().forEach(reader);
  }
}
