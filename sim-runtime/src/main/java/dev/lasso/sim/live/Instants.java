package dev.lasso.sim.live;

import dev.lasso.sim.sched.Ending;
import dev.lasso.sim.sched.Scheduler;
import dev.lasso.sim.sched.Task;
import dev.lasso.sim.trace.TraceHash;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The instants of a run's fair suffix, numbered from 0. At the end of each, somebody may look at the run or end it.
 */
public final class Instants {

  private final Scheduler scheduler;
  private IntFunction<@Nullable Ending> watch = instant -> null;
  private int ended;
  private long stepsBefore;
  private long switchesBefore;

  /** The instants of the runs of {@code scheduler}. */
  public Instants(Scheduler scheduler) {
    this.scheduler = scheduler;
    scheduler.watchInstants(this::instantEnds);
  }

  /**
   * A run begins.
   *
   * @param watcher is told the number of each instant that ends, and ends the run there if it answers how
   */
  public void begin(IntFunction<@Nullable Ending> watcher) {
    watch = watcher;
    ended = 0;
    stepsBefore = 0;
    switchesBefore = 0;
  }

  private @Nullable Ending instantEnds() {
    Ending ending = watch.apply(ended++);
    stepsBefore = scheduler.steps();
    switchesBefore = scheduler.switches();
    return ending;
  }

  /**
   * What the scheduler knows of the instant that ends: who can run, who waits how and for how long, and how much was
   * done in it. Of two instants that end in equal states these are equal, if all before was.
   */
  long signature() {
    long hash = TraceHash.mix(scheduler.steps() - stepsBefore, scheduler.switches() - switchesBefore);
    for (Task task : scheduler.tasks()) {
      if (!task.hasEnded()) {
        int wait = task.waitKind().ordinal() << 1 | (task.isEnabled() ? 1 : 0);
        hash = TraceHash.mix(hash, wait);
        hash = TraceHash.mix(hash, task.hasTimer() ? task.deadline() - scheduler.now() : -1);
      }
    }
    return hash;
  }

  /** A sequence of signatures that may have begun to repeat. */
  static final class Signatures {

    private static final int REPEATS = 4;

    private final LongArrayList all = new LongArrayList();

    void clear() {
      all.clear();
    }

    void add(long signature) {
      all.add(signature);
    }

    int size() {
      return all.size();
    }

    /**
     * The period of the longest end of the sequence that is at least {@value #REPEATS} periods long and half of it all; 0
     * if there is none. By the border array of the reversed sequence (Knuth, Morris and Pratt 1977).
     */
    int period() {
      int size = all.size();
      int[] border = new int[size];
      int matched = 0;
      for (int i = 1; i < size; i++) {
        while (matched > 0 && fromEnd(i) != fromEnd(matched)) {
          matched = border[matched - 1];
        }
        if (fromEnd(i) == fromEnd(matched)) {
          matched++;
        }
        border[i] = matched;
      }
      for (int length = size; length >= REPEATS && 2 * length >= size; length--) {
        int period = length - border[length - 1];
        if (period * REPEATS <= length) {
          return period;
        }
      }
      return 0;
    }

    /** Where the end of the sequence begins that has a period. */
    int repeatsFrom(int period) {
      int first = all.size() - 1 - period;
      while (first >= 0 && all.getLong(first) == all.getLong(first + period)) {
        first--;
      }
      return first + 1;
    }

    private long fromEnd(int i) {
      return all.getLong(all.size() - 1 - i);
    }
  }
}
