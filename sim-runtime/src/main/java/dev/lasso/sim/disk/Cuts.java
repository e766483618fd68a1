package dev.lasso.sim.disk;

import dev.lasso.sim.disk.Cut.Bounds;
import dev.lasso.sim.fault.CrashPlan.Order;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All cuts through the changes of a journal that its order allows. */
final class Cuts {

  private final List<Change> changes;
  private final Order order;

  /** The changes of names, as places in the journal, and for each those among them that it cannot be kept without. */
  private final List<Integer> names = new ArrayList<>();

  private final List<BitSet> needed = new ArrayList<>();

  Cuts(List<Change> changes, Order order) {
    this.changes = changes;
    this.order = order;
    Map<String, Integer> last = new HashMap<>();
    int lastMove = -1;
    for (int i = 0; i < changes.size(); i++) {
      if (changes.get(i) instanceof Change.OfNames change) {
        BitSet before = new BitSet();
        for (Change.Name name : change.names()) {
          Integer earlier = last.put(name.place(), names.size());
          if (earlier != null) {
            before.set(earlier);
          }
        }
        if (change.movesDirectory()) {
          if (lastMove >= 0) {
            before.set(lastMove);
          }
          lastMove = names.size();
        }
        names.add(i);
        needed.add(before);
      }
    }
  }

  /** All of them, none twice; null if there are more than {@code limit}. */
  @Nullable
  List<Cut> all(int limit) {
    List<Cut> all = new ArrayList<>();
    if (order != Order.ARBITRARY) {
      for (int place : places()) {
        all.add(at(place));
      }
      return all.size() > limit ? null : all;
    }
    List<BitSet> kept = new ArrayList<>(List.of(new BitSet()));
    for (int i = 0; i < names.size(); i++) {
      for (int k = kept.size() - 1; k >= 0; k--) {
        if (holds(kept.get(k), needed.get(i))) {
          BitSet more = (BitSet) kept.get(k).clone();
          more.set(i);
          kept.add(more);
        }
      }
      if (kept.size() > limit) {
        return null;
      }
    }
    kept.forEach(set -> all.add(ofNames(set)));
    return all;
  }

  /** Any of them. */
  Cut draw(RandomGenerator random) {
    if (order != Order.ARBITRARY) {
      List<Integer> places = places();
      return at(places.get(random.nextInt(places.size())));
    }
    double share = random.nextInt(5) / 4.0;
    BitSet kept = new BitSet();
    for (int i = 0; i < names.size(); i++) {
      if (random.nextDouble() < share && holds(kept, needed.get(i))) {
        kept.set(i);
      }
    }
    return ofNames(kept);
  }

  private static boolean holds(BitSet kept, BitSet wanted) {
    BitSet missing = (BitSet) wanted.clone();
    missing.andNot(kept);
    return missing.isEmpty();
  }

  /** The cut that keeps some names, as places among the changes of names. */
  private Cut ofNames(BitSet kept) {
    BitSet places = new BitSet();
    kept.stream().forEach(i -> places.set(names.get(i)));
    return new Cut(places, all(), all(), false);
  }

  private Bounds all() {
    return new Bounds(0, changes.size());
  }

  /**
   * Where cuts in order may lie, each before the change of that place: a change of names or sizes, the first change of
   * a call, and the end.
   */
  private List<Integer> places() {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      boolean isCut = order == Order.STRICT
          ? i == 0 || changes.get(i).operation() != changes.get(i - 1).operation()
          : !(changes.get(i) instanceof Change.OfPage);
      if (isCut) {
        places.add(i);
      }
    }
    places.add(changes.size());
    return places;
  }

  private Cut at(int place) {
    BitSet kept = new BitSet();
    names.stream().filter(i -> i < place).forEach(kept::set);
    if (order == Order.ORDERED) {
      return new Cut(kept, new Bounds(place, place), all(), true);
    }
    Bounds call = new Bounds(place, endOfCall(place));
    return new Cut(kept, call, call, false);
  }

  private int endOfCall(int place) {
    int end = place;
    while (end < changes.size() && changes.get(end).operation() == changes.get(place).operation()) {
      end++;
    }
    return end;
  }
}
