package dev.lasso.workloads.model;

import dev.lasso.workloads.model.WriteHistory.Batch;
import dev.lasso.workloads.model.WriteHistory.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes, crashes and recovers a store again and again, and checks it each time. */
final class CrashRounds {

  private static final int ROUNDS = 4;
  private static final int STEPS = 40;
  private static final List<Key> KEYS = List.of(new Key("f", "a"), new Key("f", "b"), new Key("f", "c"),
      new Key("g", "a"), new Key("g", "b"));

  private final CrashableStore store;
  private final Random random;
  private WriteHistory history = new WriteHistory();

  private CrashRounds(CrashableStore store, Random random) {
    this.store = store;
    this.random = random;
  }

  static void run(CrashableStore store, Random random) {
    CrashRounds rounds = new CrashRounds(store, random);
    for (int i = 0; i < ROUNDS; i++) {
      rounds.write();
      rounds.crash();
    }
  }

  /** A batch of any durability. */
  static Batch begin(WriteHistory history, Random random) {
    List<Operation> operations = new ArrayList<>();
    for (Key key : KEYS) {
      if (random.nextInt(3) == 0) {
        operations.add(new Operation(key, random.nextInt(4) == 0));
      }
    }
    Durability durability = switch (random.nextInt(6)) {
      case 0 -> Durability.SYNCED;
      case 1 -> Durability.UNLOGGED;
      default -> Durability.LOGGED;
    };
    return history.begin(durability, operations);
  }

  /** Several threads, of which one takes a step at a time. */
  private void write() {
    List<Batch> begun = new ArrayList<>();
    List<Batch> written = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(20)) {
        case 0, 1, 2, 3, 4, 5, 6 -> begun.add(begin(history, random));
        case 7, 8, 9, 10, 11, 12 -> {
          if (!begun.isEmpty()) {
            Batch next = begun.remove(random.nextInt(begun.size()));
            store.write(next);
            written.add(next);
          }
        }
        case 13, 14, 15, 16, 17, 18 -> {
          if (!written.isEmpty()) {
            written.remove(random.nextInt(written.size())).acknowledged();
          }
        }
        default -> flushOrSync();
      }
    }
  }

  private void flushOrSync() {
    long moment = history.now();
    if (random.nextBoolean()) {
      store.flush("f");
      history.flushed("f", moment);
    } else {
      store.sync();
      history.synced(moment);
    }
  }

  private void crash() {
    boolean powerLoss = random.nextBoolean();
    store.crash(powerLoss);
    RecoveredState state = RecoveredState.read(history.keys(), store);
    CrashOracle.check(history, state, powerLoss ? Crash.POWER_LOSS : Crash.KILL);
    store.recoverAgain();
    CrashOracle.checkSame(state, RecoveredState.read(history.keys(), store));
    history = history.recovered(state);
  }
}
