package dev.lasso.sim.live;

import dev.lasso.sim.explore.FairSuffix.Turns;
import dev.lasso.sim.sched.Ending;
import org.jspecify.annotations.Nullable;

/** Makes one run again from its start, as often as a proof takes. */
public interface Replays {

  /**
   * In what the run is made to differ.
   *
   * @param monotonicShift by how many nanoseconds {@link System#nanoTime()} is ahead
   * @param wallShift by how many nanoseconds the wall clock is ahead
   * @param turns how tasks take turns in the fair suffix
   */
  record Variation(long monotonicShift, long wallShift, Turns turns) {

    /** The run as it was. */
    static final Variation NONE = new Variation(0, 0, Turns.USUAL);
  }

  /** Is told of the instants of the fair suffix. */
  interface Watch {

    /**
     * An instant ends, on the carrier, while no task is on it.
     *
     * @param instant its number
     * @param program the loader of the program that runs
     * @return how the run ends there, or null
     */
    @Nullable
    Ending instantEnds(int instant, ClassLoader program);
  }

  /** Is told of the end of a run. */
  interface Look<T> {

    /** A run has ended, and its state is still there. */
    @Nullable
    T look(Ending ending, ClassLoader program);
  }

  /** Makes the run again; answers what {@code look} does. */
  <T> @Nullable T replay(Variation variation, Watch watch, Look<T> look);
}
