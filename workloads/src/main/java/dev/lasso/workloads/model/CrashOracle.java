package dev.lasso.workloads.model;

import dev.lasso.workloads.model.BackwardOrder.Conflict;
import dev.lasso.workloads.model.Crash.Loss;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/*
 * A database may be found in a state if
 *
 *   - all its batches have an order in which those come first that were acknowledged before others began,
 *   - the log has kept the batches up to some place in that order, and nothing behind it,
 *   - of batches that were kept out of the log each family has those up to some place, not behind that of the log: a
 *     flush of one family syncs the log with what the others were given before,
 *   - nothing is lost that was promised: acknowledged, synced or flushed, according to the crash,
 *   - each key has what the last write of it that was kept has left there.
 *
 * A batch that was never acknowledged may be anywhere behind its begin, or not in the order at all.
 *
 * Values name their writes, so of each value it is known which batch is there for certain. Let L be the kept write that
 * began last. All logged batches that were acknowledged before L began are kept. Of those that began before L and were
 * not acknowledged by then, any may be kept, since none of them comes before any other in real time, or before L. So
 * for a given L some writes are certain and of the others each is free, and whether the keys can then have what was
 * found is what BackwardOrder answers. L began no earlier than the last write that is certain by its value or by a
 * promise; from that one on every later one is tried, up to one that makes a write certain of which a key was left in
 * a way that nothing explains. Later ones are needed only where a delete explains that nothing is found.
 *
 * For logged batches this accepts exactly what the rules allow. Of batches that were kept out of the log it accepts a
 * little more, and nothing less: the order in a family is asked only of those that values or promises show to be there,
 * and the changes of one batch in two families may be ordered apart.
 */
/** Judges what is found after crashes by what was written before. Failures name the batch, the family and the key. */
public final class CrashOracle {

  private final List<AtomicWrite> writes;
  private final RecoveredState state;
  private final Loss loss;
  private final Set<AtomicWrite> certain = new HashSet<>();
  private final Map<String, AtomicWrite> lastUnlogged = new HashMap<>();

  private CrashOracle(List<AtomicWrite> writes, RecoveredState state, Loss loss) {
    this.writes = writes;
    this.state = state;
    this.loss = loss;
  }

  /**
   * Checks what a database holds after it was opened again.
   *
   * @param history what was written since it was made or last checked
   * @throws AssertionError if no loss that the crash may cause explains it
   */
  public static void check(WriteHistory history, RecoveredState state, Crash crash) {
    if (!state.reports().isEmpty()) {
      checkRefusal(state.reports().getFirst(), crash);
    }
    state.answers().forEach((key, answer) -> {
      if (answer instanceof Answer.Present present && !history.hasWritten(present.value())) {
        throw new AssertionError("made up: " + key + " has " + answer + ", which never wrote it");
      }
    });
    String fault = fault(history, history.keys(), state, crash.loss());
    WriteHistory earlier = crash.loss() == Loss.SYNCED ? history.previous() : null;
    for (; fault != null && earlier != null; earlier = earlier.previous()) {
      if (fault(earlier, history.keys(), state, Loss.SYNCED) == null) {
        return;
      }
    }
    if (fault != null) {
      throw new AssertionError(fault);
    }
  }

  /**
   * Checks an open or a read that has failed with a report of corruption.
   *
   * @throws AssertionError if there was nothing to report
   */
  public static void checkRefusal(String report, Crash crash) {
    if (!crash.refusable()) {
      throw new AssertionError("refused without damage: " + report);
    }
  }

  /**
   * Checks that two recoveries, or two reads at one snapshot, have found the same.
   *
   * @throws AssertionError if a key differs
   */
  public static void checkSame(RecoveredState first, RecoveredState second) {
    SortedSet<Key> keys = new TreeSet<>(first.answers().keySet());
    keys.addAll(second.answers().keySet());
    for (Key key : keys) {
      if (!first.at(key).equals(second.at(key))) {
        throw new AssertionError("changed: " + key + " had " + first.at(key) + " and then " + second.at(key));
      }
    }
  }

  private static @Nullable String fault(WriteHistory history, SortedSet<Key> keys, RecoveredState state, Loss loss) {
    return new CrashOracle(history.atomicWrites(loss, keys), state, loss).fault();
  }

  /** Why the state is not one that the database may be found in; null if it is. */
  private @Nullable String fault() {
    writes.stream().filter(write -> write.promise != null || write.trace(state) != null).forEach(certain::add);
    if (loss != Loss.ANY) {
      keepOrderOfUnlogged();
    }
    AtomicWrite lastCertain = Collections.max(certain, Comparator.comparingLong(write -> write.begun));
    long from = loss == Loss.ANY ? writes.getLast().begun : lastCertain.begun;
    long to = firstInexplicable();
    String fault = null;
    for (AtomicWrite last : writes) {
      if (last.begun >= from && (fault == null || last.begun < to)) {
        Conflict conflict = conflict(last);
        if (conflict == null) {
          return null;
        }
        fault = Objects.requireNonNullElseGet(fault, () -> describe(conflict, lastCertain));
      }
    }
    return fault;
  }

  /** When the first logged write was acknowledged that left a key otherwise than any write that may follow explains. */
  private long firstInexplicable() {
    Map<Key, Long> explained = new HashMap<>();
    for (AtomicWrite write : writes) {
      write.results.forEach((key, result) -> {
        if (result.fits(state.at(key))) {
          explained.merge(key, write.acknowledged, Math::max);
        }
      });
    }
    return writes.stream().filter(write -> write.family == null && write.results.keySet().stream()
        .anyMatch(key -> explained.getOrDefault(key, 0L) < write.begun)).mapToLong(write -> write.acknowledged).min()
        .orElse(AtomicWrite.NEVER);
  }

  private void keepOrderOfUnlogged() {
    for (AtomicWrite write : List.copyOf(certain)) {
      if (write.family != null) {
        lastUnlogged.merge(write.family, write, (one, other) -> one.begun > other.begun ? one : other);
      }
    }
    for (AtomicWrite write : writes) {
      AtomicWrite last = lastUnlogged.get(write.family);
      if (last != null && write.acknowledged < last.begun) {
        certain.add(write);
      }
    }
  }

  /** Why the state cannot be that after {@code last} and writes that began before; null if it can. */
  private @Nullable Conflict conflict(AtomicWrite last) {
    List<AtomicWrite> begun = writes.stream().filter(write -> write.begun <= last.begun).toList();
    Set<AtomicWrite> kept = new HashSet<>(certain);
    if (loss != Loss.ANY) {
      begun.stream().filter(write -> write.family == null && write.acknowledged < last.begun).forEach(kept::add);
    }
    return new BackwardOrder(begun, kept, state).conflict();
  }

  private String describe(Conflict conflict, AtomicWrite lastCertain) {
    AtomicWrite write = conflict.write();
    Key key = conflict.key();
    Key trace = write.trace(state);
    String found = " at " + write + ": " + key + " should have " + write.results.get(key)
        + ", or what a later batch left, and has " + state.at(key) + "; " + write + " ";
    if (trace != null) {
      return "torn" + found + "has left its value at " + trace;
    }
    if (write.promise != null) {
      return (write.batch == null ? "changed" : "lost") + found + write.promise;
    }
    AtomicWrite later = write.family == null ? lastCertain : Objects.requireNonNull(lastUnlogged.get(write.family));
    Key laterTrace = later.trace(state);
    return "gap" + found + "was acknowledged before " + later + " began, which "
        + (laterTrace == null ? later.promise : "has left its value at " + laterTrace);
  }
}
