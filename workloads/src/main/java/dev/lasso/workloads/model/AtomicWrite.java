package dev.lasso.workloads.model;

import dev.lasso.workloads.model.WriteHistory.Batch;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a crash keeps or loses as a whole: a batch that is in the log, or what one that is not changes in one family.
 * The first of all is no write, but the state before, which has every key.
 */
final class AtomicWrite {

  /** The moment of what does not come. */
  static final long NEVER = Long.MAX_VALUE;

  private static final long BEFORE_ALL = -2;

  final @Nullable Batch batch;
  final @Nullable String family;
  final long begun;
  final long acknowledged;
  final @Nullable String promise;
  final SortedMap<Key, Answer> results;

  private AtomicWrite(@Nullable Batch batch, @Nullable String family, long begun, long acknowledged,
      SortedMap<Key, Answer> results, @Nullable String promise) {
    this.batch = batch;
    this.family = family;
    this.begun = begun;
    this.acknowledged = acknowledged;
    this.results = results;
    this.promise = promise;
  }

  /** The state before all writes; a key that {@code base} does not have was never written. */
  static AtomicWrite before(Map<Key, Answer> base, Set<Key> keys) {
    SortedMap<Key, Answer> results = new TreeMap<>();
    keys.forEach(key -> results.put(key, base.getOrDefault(key, Answer.Absent.ONE)));
    return new AtomicWrite(null, null, BEFORE_ALL, BEFORE_ALL + 1, results, "has shown it");
  }

  /** All of a batch; {@code promise} says why it cannot be lost. */
  static AtomicWrite of(Batch batch, @Nullable String promise) {
    return new AtomicWrite(batch, null, batch.begun, batch.acknowledgedAt(), batch.results(), promise);
  }

  /** What a batch changes in a family. */
  static AtomicWrite of(Batch batch, String family, @Nullable String promise) {
    SortedMap<Key, Answer> results = new TreeMap<>(batch.results());
    results.keySet().removeIf(key -> !key.family().equals(family));
    return new AtomicWrite(batch, family, batch.begun, batch.acknowledgedAt(), results, promise);
  }

  /** A key that was found to have its value, if there is one. */
  @Nullable
  Key trace(RecoveredState state) {
    if (batch != null) {
      for (Map.Entry<Key, Answer> result : results.entrySet()) {
        if (result.getValue() instanceof Answer.Present && result.getValue().equals(state.at(result.getKey()))) {
          return result.getKey();
        }
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return batch == null ? "the recovery before" : "batch " + batch.number;
  }
}
