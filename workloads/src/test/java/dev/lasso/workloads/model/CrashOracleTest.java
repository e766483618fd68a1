package dev.lasso.workloads.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.workloads.model.Crash.Loss;
import dev.lasso.workloads.model.DrawnHistory.Drawn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The oracle's verdict on every state of small histories, beside that of going through all orders. */
class CrashOracleTest {

  private static final int LOGGED_BATCHES = 5;
  private static final int BATCHES = 4;

  private static boolean accepts(WriteHistory history, SortedMap<Key, Answer> state, Loss loss) {
    try {
      CrashOracle.check(history, new RecoveredState(state, List.of()), new Crash(loss, false));
      return true;
    } catch (AssertionError e) {
      return false;
    }
  }

  private static Set<SortedMap<Key, Answer>> accepted(DrawnHistory drawn, List<Drawn> writers, Loss loss) {
    Set<SortedMap<Key, Answer>> accepted = new HashSet<>();
    for (SortedMap<Key, Answer> state : DrawnHistory.states(writers)) {
      if (accepts(drawn.history, state, loss)) {
        accepted.add(state);
      }
    }
    return accepted;
  }

  @Property(tries = 500)
  void ofLoggedBatchesExactlyTheLegalStatesAreAccepted(@ForAll long seed) {
    DrawnHistory drawn = new DrawnHistory(new WriteHistory(), new TreeMap<>(), LOGGED_BATCHES, false, new Random(seed));
    for (Loss loss : List.of(Loss.NOTHING, Loss.UNSYNCED, Loss.SYNCED)) {
      assertEquals(AllOrders.states(drawn, loss), accepted(drawn, drawn.batches, loss), () -> loss + " " + drawn);
    }
  }

  @Property(tries = 1000)
  void everyLegalStateOfUnloggedBatchesIsAccepted(@ForAll long seed) {
    DrawnHistory drawn = new DrawnHistory(new WriteHistory(), new TreeMap<>(), BATCHES, true, new Random(seed));
    for (Loss loss : Loss.values()) {
      Set<SortedMap<Key, Answer>> legal = AllOrders.states(drawn, loss);
      assertTrue(accepted(drawn, drawn.batches, loss).containsAll(legal), () -> loss + " " + drawn);
    }
  }

  @Test
  void fewStatesOfUnloggedBatchesAreAcceptedThatAreNotLegal() {
    int legal = 0;
    int accepted = 0;
    for (int seed = 0; seed < 300; seed++) {
      DrawnHistory drawn = new DrawnHistory(new WriteHistory(), new TreeMap<>(), BATCHES, true, new Random(seed));
      legal += AllOrders.states(drawn, Loss.UNSYNCED).size();
      accepted += accepted(drawn, drawn.batches, Loss.UNSYNCED).size();
    }
    assertTrue(accepted < legal * 1.02, accepted + " are accepted and " + legal + " legal");
  }

  @Property(tries = 1000)
  void whatARecoveryHasShownStays(@ForAll long seed) {
    Random random = new Random(seed);
    DrawnHistory first = new DrawnHistory(new WriteHistory(), new TreeMap<>(), 2, false, random);
    List<SortedMap<Key, Answer>> legal = new ArrayList<>(AllOrders.states(first, Loss.UNSYNCED));
    SortedMap<Key, Answer> base = legal.get(random.nextInt(legal.size()));
    DrawnHistory second = new DrawnHistory(first.history.recovered(new RecoveredState(base, List.of())), base, 2, false,
        random);
    List<Drawn> writers = new ArrayList<>(first.batches);
    writers.addAll(second.batches);
    for (Loss loss : List.of(Loss.NOTHING, Loss.UNSYNCED, Loss.SYNCED)) {
      Set<SortedMap<Key, Answer>> expected = AllOrders.states(second, loss);
      if (loss == Loss.SYNCED) {
        expected.addAll(AllOrders.states(first, loss));
      }
      assertEquals(expected, accepted(second, writers, loss), () -> loss + " " + first + " then " + second);
    }
  }
}
