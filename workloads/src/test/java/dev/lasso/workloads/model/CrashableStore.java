package dev.lasso.workloads.model;

import dev.lasso.workloads.model.WriteHistory.Batch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A store that does what it should: a list of batches is its log, and what recoveries leave its tables. Subclasses do
 * one thing wrong.
 */
class CrashableStore implements RecoveredState.Source {

  private static final int FILLER = 20;

  final Random random;
  final List<Batch> log = new ArrayList<>();
  int synced;
  SortedMap<Key, byte[]> tables = new TreeMap<>();
  private final Map<String, Integer> flushed = new HashMap<>();

  CrashableStore(Random random) {
    this.random = random;
  }

  /** Makes a batch, behind all others. */
  final synchronized void write(Batch batch) {
    log.add(batch);
    if (batch.durability == Durability.SYNCED) {
      sync();
    }
  }

  final synchronized void sync() {
    synced = log.size();
  }

  /** The log is synced with it, so that no family is ahead of the others. */
  final synchronized void flush(String family) {
    flushed.put(family, log.size());
    sync();
  }

  final int flushedTo(String family) {
    return flushed.getOrDefault(family, 0);
  }

  /** Crashes and recovers. */
  final void crash(boolean powerLoss) {
    int end = endOfLog(powerLoss);
    SortedMap<Key, byte[]> kept = new TreeMap<>(tables);
    for (int place = 0; place < log.size(); place++) {
      Batch batch = log.get(place);
      for (int change = 0; change < batch.operations().size(); change++) {
        Key key = batch.operations().get(change).key();
        if (survives(place, key, end)) {
          if (batch.operations().get(change).delete()) {
            kept.remove(key);
          } else {
            kept.put(key, batch.value(change).bytes(FILLER));
          }
        }
      }
    }
    tables = recovered(kept, end);
    log.clear();
    flushed.clear();
    synced = 0;
  }

  /** How much of the log is left. */
  int endOfLog(boolean powerLoss) {
    return powerLoss ? synced + random.nextInt(log.size() - synced + 1) : log.size();
  }

  /** Whether the change of a key at a place of the log is left. */
  boolean survives(int place, Key key, int end) {
    return place < (log.get(place).durability == Durability.UNLOGGED ? flushedTo(key.family()) : end);
  }

  /** What the recovery makes of what is left, before it forgets the log. */
  SortedMap<Key, byte[]> recovered(SortedMap<Key, byte[]> kept, int end) {
    return kept;
  }

  /** A second recovery, with nothing in between. */
  void recoverAgain() {}

  @Override
  public void scan(String family, BiConsumer<String, byte[]> found) {
    tables.forEach((key, value) -> {
      if (key.family().equals(family)) {
        found.accept(key.key(), value);
      }
    });
  }

  @Override
  public byte @Nullable [] get(Key key) throws IOException {
    return tables.get(key);
  }
}
