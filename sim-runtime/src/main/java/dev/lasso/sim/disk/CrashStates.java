package dev.lasso.sim.disk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The states in which a loss of power may leave a disk: what was certain before, and any of the changes that are not,
 * as long as each comes with those that it needs (Pillai and others, "All file systems are not created equal", OSDI
 * 2014; Mohan and others, "Finding crash-consistency bugs with bounded black-box crash testing", OSDI 2018).
 *
 * <p>A state is chosen in two steps. A {@link Cut} says which names there are, and between which bounds sizes and bytes
 * are free. Then each file that has a name is found in one of the ways that its {@link FileHistory} allows. What nobody
 * can see is not chosen: files without a name, and bytes behind the end.
 */
final class CrashStates {

  /** How many states are looked at to find so many that differ. */
  private static final int LOOKS_PER_STATE = 16;

  private final Disk disk;
  private final List<Change> changes;
  private final Cuts cuts;
  private final Map<Long, FileHistory> histories = new HashMap<>();

  /**
   * A state.
   *
   * @param found how those files are found that have changed, by their numbers
   * @param hash the same for states that nobody can tell apart
   */
  record State(Names names, Map<Long, FileHistory.Found> found, long hash) {}

  /** The states after a loss of power. @param journal what is not certain on the disk */
  CrashStates(Disk disk, Journal journal) {
    this.disk = disk;
    changes = List.copyOf(journal.pending());
    cuts = new Cuts(changes, journal.order());
    for (int i = 0; i < changes.size(); i++) {
      switch (changes.get(i)) {
        case Change.OfNames names -> {}
        case Change.OfPage page -> historyOf(page.file()).add(i, page);
        case Change.OfSize size -> historyOf(size.file()).add(i, size);
      }
    }
  }

  private FileHistory historyOf(RegularFile file) {
    return histories.computeIfAbsent(file.number(), first -> new FileHistory(file));
  }

  /** All states, none twice; null if there are more than {@code limit}, or if that takes too long to find out. */
  @Nullable
  List<State> all(int limit) {
    int looks = limit * LOOKS_PER_STATE;
    List<Cut> all = cuts.all(looks);
    List<State> states = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    for (Cut cut : all == null ? List.<Cut>of() : all) {
      List<State> ofCut = ofCut(cut, looks);
      if (ofCut == null) {
        return null;
      }
      looks -= ofCut.size();
      for (State state : ofCut) {
        if (seen.add(state.hash)) {
          states.add(state);
        }
      }
      if (states.size() > limit) {
        return null;
      }
    }
    return all == null ? null : states;
  }

  private @Nullable List<State> ofCut(Cut cut, int limit) {
    Names names = new Names(disk.root(), changes, cut);
    List<State> states = new ArrayList<>(List.of(new State(names, Map.of(), names.hash())));
    for (FileHistory history : historiesIn(names)) {
      List<FileHistory.Found> ways = history.all(cut, limit / states.size());
      if (ways == null) {
        return null;
      }
      List<State> longer = new ArrayList<>(states.size() * ways.size());
      for (State state : states) {
        ways.forEach(found -> longer.add(with(state, found)));
      }
      states = longer;
    }
    return states;
  }

  /** Of the files that have a name, in order of their numbers. */
  private List<FileHistory> historiesIn(Names names) {
    return names.files().keySet().stream().map(histories::get).filter(history -> history != null).toList();
  }

  private static State with(State state, FileHistory.Found found) {
    Map<Long, FileHistory.Found> more = new HashMap<>(state.found);
    more.put(found.history().file().number(), found);
    return new State(state.names, more, found.history().mix(state.hash, found));
  }

  /** Any of the states. */
  State draw(RandomGenerator random) {
    Cut cut = cuts.draw(random);
    Names names = new Names(disk.root(), changes, cut);
    State state = new State(names, Map.of(), names.hash());
    for (FileHistory history : historiesIn(names)) {
      state = with(state, history.draw(cut, random));
    }
    return state;
  }

  /** The disk as a state has it. */
  Disk disk(State state) {
    return disk.successor(state.names.copy(file -> {
      FileHistory.Found found = state.found.get(file.number());
      return found == null ? new RegularFile(file) : found.history().copy(found);
    }));
  }
}
