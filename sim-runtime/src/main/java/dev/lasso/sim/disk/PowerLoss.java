package dev.lasso.sim.disk;

import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** What a loss of power has left: a disk that is found in one of many states. */
public final class PowerLoss {

  private final CrashStates states;
  private final RunFiles files;
  private List<CrashStates.State> chosen = List.of();

  PowerLoss(Disk lost, RunFiles files) {
    Journal journal = lost.journal();
    if (journal == null) {
      throw new IllegalStateException("the disk was not to lose its power");
    }
    states = new CrashStates(lost, journal);
    this.files = files;
  }

  /** Chooses all states: how many there are; -1, and none is chosen, if more than {@code limit}. */
  public int chooseAll(int limit) {
    List<CrashStates.State> all = states.all(limit);
    chosen = all == null ? List.of() : all;
    return all == null ? -1 : all.size();
  }

  /** Chooses some states, none twice: how many there are, after so many draws. */
  public int chooseAny(int draws, RandomGenerator random) {
    LongSet hashes = new LongOpenHashSet();
    chosen = Stream.generate(() -> states.draw(random)).limit(draws).filter(state -> hashes.add(state.hash())).toList();
    return chosen.size();
  }

  /**
   * Has the disk in one of the states that were chosen, from now on.
   *
   * @param number of the state, from 0
   * @return a hash of all that it holds
   */
  public long find(int number) {
    files.processEnds();
    Disk found = states.disk(chosen.get(number));
    files.replace(found);
    return found.contentHash();
  }
}
