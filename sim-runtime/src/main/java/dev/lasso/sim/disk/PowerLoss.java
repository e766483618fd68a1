package dev.lasso.sim.disk;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a loss of power has left: a disk that is found in one of many states. */
public final class PowerLoss {

  private final CrashStates states;
  private final RunFiles files;
  private @Nullable List<CrashStates.State> all;

  PowerLoss(Disk lost, RunFiles files) {
    Journal journal = lost.journal();
    if (journal == null) {
      throw new IllegalStateException("the disk was not to lose its power");
    }
    states = new CrashStates(lost, journal);
    this.files = files;
  }

  /** How many states there are; -1 if more than {@code limit}. */
  public int count(int limit) {
    all = states.all(limit);
    return all == null ? -1 : all.size();
  }

  /**
   * Has the disk in one of its states, from now on.
   *
   * @param number of the state, from 0, below {@link #count}
   * @return a hash of all that it holds
   */
  public long find(int number) {
    if (all == null) {
      throw new IllegalStateException("the states are not counted");
    }
    return find(all.get(number));
  }

  /** Has the disk in any of its states, from now on: a hash of all that it holds. */
  public long findAny(RandomGenerator random) {
    return find(states.draw(random));
  }

  private long find(CrashStates.State state) {
    files.processEnds();
    Disk found = states.disk(state);
    files.replace(found);
    return found.contentHash();
  }
}
