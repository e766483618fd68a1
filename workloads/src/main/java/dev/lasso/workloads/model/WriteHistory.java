package dev.lasso.workloads.model;

import dev.lasso.workloads.model.Crash.Loss;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The batches that were written to a database since it was made or recovered, with what it held before. Any number of
 * threads tell of their batches, before and after each write. Moments are counted, not timed: of two batches the order
 * is known if one was acknowledged before the other began.
 */
public final class WriteHistory {

  private final @Nullable WriteHistory previous;
  private final Map<Key, Answer> base;
  private final SortedSet<Key> keys;
  private final long firstNumber;
  private final List<Batch> batches = new ArrayList<>();
  private final Map<String, Long> flushed = new HashMap<>();
  private long synced;
  private long clock;

  /** The history of a database that is empty. */
  public WriteHistory() {
    this(null, Map.of(), new TreeSet<>(), 1, 0);
  }

  private WriteHistory(@Nullable WriteHistory previous, Map<Key, Answer> base, SortedSet<Key> keys, long firstNumber,
      long clock) {
    this.previous = previous;
    this.base = base;
    this.keys = keys;
    this.firstNumber = firstNumber;
    this.clock = clock;
  }

  /**
   * Tells of a batch that is about to be written. If it is never acknowledged, because the write failed or was cut,
   * nobody knows whether it was made.
   */
  public synchronized Batch begin(Durability durability, List<Operation> operations) {
    Batch batch = new Batch(firstNumber + batches.size(), durability, List.copyOf(operations), ++clock);
    keys.addAll(batch.results().keySet());
    batches.add(batch);
    return batch;
  }

  /** The present moment, behind all that was told so far. */
  public synchronized long now() {
    return clock;
  }

  /** Tells that a sync of the log has ended which began after {@code moment}. */
  public synchronized void synced(long moment) {
    synced = Math.max(synced, moment);
  }

  /** Tells that a flush of all of a family has ended which began after {@code moment}. */
  public synchronized void flushed(String family, long moment) {
    flushed.merge(family, moment, Math::max);
  }

  /** Every key that any batch has changed, also before a recovery. */
  public synchronized SortedSet<Key> keys() {
    return new TreeSet<>(keys);
  }

  /** What a key has while no crash comes: not known if one of the changes that may be the last is not acknowledged. */
  public synchronized Answer expected(Key key) {
    Answer expected = base.getOrDefault(key, Answer.Absent.ONE);
    long settled = 0;
    for (Batch batch : batches) {
      Answer result = batch.results().get(key);
      if (result != null) {
        boolean ordered = settled < batch.begun && batch.acknowledged != AtomicWrite.NEVER;
        expected = ordered ? result : new Answer.Unknown("batch " + batch.number + " may have come before or after");
        settled = Math.max(settled, batch.acknowledged);
      }
    }
    return expected;
  }

  /**
   * The history from a recovery on that found this state, which was checked. What was unknown is decided by it for
   * good.
   */
  public synchronized WriteHistory recovered(RecoveredState state) {
    return new WriteHistory(this, Map.copyOf(state.answers()), keys(), firstNumber + batches.size(), clock);
  }

  @Nullable
  WriteHistory previous() {
    return previous;
  }

  /** Whether there was a batch with that put. */
  synchronized boolean hasWritten(WrittenValue value) {
    if (value.batch() < firstNumber) {
      return previous != null && previous.hasWritten(value);
    }
    long index = value.batch() - firstNumber;
    return index < batches.size() && batches.get((int) index).puts(value);
  }

  /** What a crash keeps or loses, in the order of begin; the state before, of all {@code keys}, comes first. */
  synchronized List<AtomicWrite> atomicWrites(Loss loss, Set<Key> keys) {
    List<AtomicWrite> writes = new ArrayList<>();
    if (loss == Loss.ANY && previous != null) {
      writes.addAll(previous.atomicWrites(loss, keys));
    } else {
      writes.add(AtomicWrite.before(base, keys));
    }
    for (Batch batch : batches) {
      if (batch.durability == Durability.UNLOGGED || loss == Loss.ANY) {
        batch.results().keySet().stream().map(Key::family).distinct()
            .forEach(family -> writes.add(AtomicWrite.of(batch, family, promise(batch, family, loss))));
      } else {
        writes.add(AtomicWrite.of(batch, promise(batch, loss)));
      }
    }
    return writes;
  }

  /** Why a whole batch cannot be lost; null if it can. */
  private @Nullable String promise(Batch batch, Loss loss) {
    if (batch.acknowledged == AtomicWrite.NEVER || loss.compareTo(Loss.UNSYNCED) > 0) {
      return null;
    }
    if (loss == Loss.NOTHING) {
      return "was acknowledged";
    }
    if (batch.durability == Durability.SYNCED || batch.acknowledged <= synced) {
      return "was acknowledged and synced";
    }
    return batch.results().keySet().stream().map(key -> promise(batch, key.family(), loss)).filter(why -> why != null)
        .findFirst().orElse(null);
  }

  /** Why what a batch changes in a family cannot be lost, even if no log has it; null if it can. */
  private @Nullable String promise(Batch batch, String family, Loss loss) {
    boolean lasting = loss.compareTo(Loss.UNSYNCED) <= 0 && batch.acknowledged <= flushed.getOrDefault(family, 0L);
    return lasting ? "was acknowledged before a flush of " + family : null;
  }

  /** One change of a batch. */
  public record Operation(Key key, boolean delete) {

    /** Gives a key a value. */
    public static Operation put(Key key) {
      return new Operation(key, false);
    }

    /** Removes a key, whether it is there or not. */
    public static Operation delete(Key key) {
      return new Operation(key, true);
    }
  }

  /** Changes that are made together. */
  public final class Batch {

    final long number;
    final Durability durability;
    final long begun;
    private final List<Operation> operations;
    private final SortedMap<Key, Answer> results = new TreeMap<>();
    private long acknowledged = AtomicWrite.NEVER;

    private Batch(long number, Durability durability, List<Operation> operations, long begun) {
      this.number = number;
      this.durability = durability;
      this.operations = operations;
      this.begun = begun;
      for (int i = 0; i < operations.size(); i++) {
        Operation operation = operations.get(i);
        results.put(operation.key, operation.delete ? Answer.Absent.ONE : new Answer.Present(value(i)));
      }
    }

    /** The changes, in the order in which they are made. */
    public List<Operation> operations() {
      return operations;
    }

    /** What the change at that place, a put, must write. */
    public WrittenValue value(int change) {
      return new WrittenValue(number, change, operations.get(change).key);
    }

    /** Tells that the write has returned and did not fail. */
    public void acknowledged() {
      synchronized (WriteHistory.this) {
        acknowledged = ++clock;
      }
    }

    long acknowledgedAt() {
      return acknowledged;
    }

    /** What the keys have after it. */
    SortedMap<Key, Answer> results() {
      return results;
    }

    private boolean puts(WrittenValue value) {
      return value.change() < operations.size() && !operations.get(value.change()).delete
          && value.equals(value(value.change()));
    }
  }
}
