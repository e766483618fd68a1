package dev.lasso.workloads.model;

import dev.lasso.workloads.model.Crash.Loss;
import dev.lasso.workloads.model.DrawnHistory.Drawn;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Every state that a crash may leave, by going through all orders of the batches and all places where the log and each
 * family may end. It is the definition that {@link CrashOracle} is held against.
 */
final class AllOrders {

  private final DrawnHistory drawn;
  private final Loss loss;
  private final Set<SortedMap<Key, Answer>> states = new HashSet<>();

  private AllOrders(DrawnHistory drawn, Loss loss) {
    this.drawn = drawn;
    this.loss = loss;
  }

  /** The states, without the keys that have no value. */
  static Set<SortedMap<Key, Answer>> states(DrawnHistory drawn, Loss loss) {
    AllOrders orders = new AllOrders(drawn, loss);
    orders.extend(new HashSet<>(drawn.batches), Set.of(), drawn.base);
    return orders.states;
  }

  /** Goes on behind a state, with batches that are left, and families that take no more of what no log has. */
  private void extend(Set<Drawn> left, Set<String> ended, SortedMap<Key, Answer> state) {
    if (left.stream().noneMatch(this::isPromised)) {
      states.add(state);
    }
    for (Drawn next : left) {
      if (left.stream().noneMatch(other -> other.acknowledged < next.begun)) {
        Set<Drawn> others = new HashSet<>(left);
        others.remove(next);
        if (next.acknowledged == Integer.MAX_VALUE) {
          extend(others, ended, state);
        }
        if (next.durability != Durability.UNLOGGED && loss != Loss.ANY) {
          extend(others, ended, with(state, next, families(next)));
        } else {
          extendByFamilies(next, others, ended, state);
        }
      }
    }
  }

  private void extendByFamilies(Drawn next, Set<Drawn> others, Set<String> ended, SortedMap<Key, Answer> state) {
    for (Set<String> kept : subsets(families(next))) {
      Set<String> lost = new TreeSet<>(families(next));
      lost.removeAll(kept);
      boolean goesOn = kept.stream().noneMatch(ended::contains);
      if (goesOn && lost.stream().noneMatch(family -> isPromised(next, family))) {
        Set<String> endedNow = new HashSet<>(ended);
        if (loss != Loss.ANY) {
          endedNow.addAll(lost);
        }
        extend(others, endedNow, with(state, next, kept));
      }
    }
  }

  private boolean isPromised(Drawn batch) {
    if (batch.durability == Durability.UNLOGGED) {
      return families(batch).stream().anyMatch(family -> isPromised(batch, family));
    }
    boolean acknowledged = batch.acknowledged < Integer.MAX_VALUE;
    return switch (loss) {
      case NOTHING -> acknowledged;
      case UNSYNCED -> acknowledged && batch.durability == Durability.SYNCED || batch.acknowledged <= drawn.synced
          || families(batch).stream().anyMatch(family -> isPromised(batch, family));
      case SYNCED, ANY -> false;
    };
  }

  private boolean isPromised(Drawn batch, String family) {
    return loss.compareTo(Loss.SYNCED) < 0 && batch.acknowledged <= drawn.flushed.getOrDefault(family, 0);
  }

  private static SortedSet<String> families(Drawn batch) {
    return batch.batch.results().keySet().stream().map(Key::family).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<Set<String>> subsets(Set<String> all) {
    Set<Set<String>> subsets = new HashSet<>(Set.of(Set.of()));
    for (String each : all) {
      for (Set<String> subset : Set.copyOf(subsets)) {
        Set<String> larger = new HashSet<>(subset);
        larger.add(each);
        subsets.add(larger);
      }
    }
    return subsets;
  }

  private static SortedMap<Key, Answer> with(SortedMap<Key, Answer> state, Drawn batch, Set<String> families) {
    SortedMap<Key, Answer> after = new TreeMap<>(state);
    batch.batch.results().forEach((key, result) -> {
      if (families.contains(key.family())) {
        after.put(key, result);
      }
    });
    after.values().removeIf(Answer.Absent.ONE::equals);
    return after;
  }
}
