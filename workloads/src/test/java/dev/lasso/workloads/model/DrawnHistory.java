package dev.lasso.workloads.model;

import dev.lasso.workloads.model.WriteHistory.Batch;
import dev.lasso.workloads.model.WriteHistory.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** A few batches that overlap in time, on three keys in two families, with flushes and syncs between. */
final class DrawnHistory {

  static final List<Key> KEYS = List.of(new Key("f", "a"), new Key("f", "b"), new Key("g", "c"));

  final WriteHistory history;
  final SortedMap<Key, Answer> base;
  final List<Drawn> batches = new ArrayList<>();
  final Map<String, Integer> flushed = new HashMap<>();
  int synced;
  private int clock;

  /** Draws what comes behind a state. */
  DrawnHistory(WriteHistory history, SortedMap<Key, Answer> base, int count, boolean unlogged, Random random) {
    this.history = history;
    this.base = base;
    List<Drawn> open = new ArrayList<>();
    while (batches.size() < count || random.nextInt(4) > 0) {
      int draw = random.nextInt(10);
      if (draw < 4 && batches.size() < count) {
        Drawn begun = begin(unlogged, random);
        batches.add(begun);
        open.add(begun);
      } else if (draw < 8 && !open.isEmpty()) {
        Drawn ended = open.remove(random.nextInt(open.size()));
        ended.batch.acknowledged();
        ended.acknowledged = ++clock;
      } else if (draw == 8) {
        String family = KEYS.get(random.nextInt(KEYS.size())).family();
        history.flushed(family, history.now());
        flushed.put(family, clock);
      } else if (draw == 9 && random.nextInt(4) == 0) {
        history.synced(history.now());
        synced = clock;
      }
    }
  }

  private Drawn begin(boolean unlogged, Random random) {
    List<Operation> operations = new ArrayList<>();
    for (Key key : KEYS) {
      if (random.nextInt(5) < 2) {
        operations.add(new Operation(key, random.nextInt(3) == 0));
      }
    }
    Durability durability = unlogged && random.nextInt(3) == 0
        ? Durability.UNLOGGED
        : random.nextInt(4) == 0 ? Durability.SYNCED : Durability.LOGGED;
    return new Drawn(history.begin(durability, operations), durability, ++clock);
  }

  /** Every state that has a value of some batch, or none, at each key. */
  static List<SortedMap<Key, Answer>> states(List<Drawn> writers) {
    List<SortedMap<Key, Answer>> states = List.of(new TreeMap<>());
    for (Key key : KEYS) {
      List<SortedMap<Key, Answer>> longer = new ArrayList<>(states);
      for (Drawn writer : writers) {
        Answer result = writer.batch.results().get(key);
        if (result instanceof Answer.Present) {
          for (SortedMap<Key, Answer> state : states) {
            SortedMap<Key, Answer> with = new TreeMap<>(state);
            with.put(key, result);
            longer.add(with);
          }
        }
      }
      states = longer;
    }
    return states;
  }

  @Override
  public String toString() {
    return "base " + base + ", synced " + synced + ", flushed " + flushed + ", batches " + batches;
  }

  /** A batch with the moments at which it began and was acknowledged. */
  static final class Drawn {

    final Batch batch;
    final Durability durability;
    final int begun;
    int acknowledged = Integer.MAX_VALUE;

    private Drawn(Batch batch, Durability durability, int begun) {
      this.batch = batch;
      this.durability = durability;
      this.begun = begun;
    }

    @Override
    public String toString() {
      return batch.number + " " + durability + " " + batch.results() + " [" + begun + ", " + acknowledged + "]";
    }
  }
}
