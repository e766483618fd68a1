package dev.lasso.sim.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class DecisionCodecTest {

  /** A decision, its step counted from the one before. */
  record Entry(long stepsSince, DecisionKind kind, int bound, int answer, int hash) {}

  @Provide
  Arbitrary<List<Entry>> entries() {
    Arbitrary<Integer> bounds = Arbitraries.integers().between(0, DecisionLog.MAX_BOUND);
    return Combinators.combine(Arbitraries.longs().between(0, DecisionLog.MAX_STEP / 1000),
        Arbitraries.of(DecisionKind.class), bounds, bounds, Arbitraries.integers().between(0, 0xffff))
        .as(Entry::new).list().ofMaxSize(200);
  }

  private static DecisionLog log(List<Entry> entries) {
    DecisionLog log = new DecisionLog();
    long step = 0;
    for (Entry entry : entries) {
      step += entry.stepsSince();
      log.add(step, entry.kind(), entry.bound(), entry.answer(), entry.hash());
    }
    return log;
  }

  private static void assertSameBeginning(DecisionLog expected, int entries, DecisionLog actual) {
    assertEquals(entries, actual.size());
    for (int i = 0; i < entries; i++) {
      assertEquals(expected.get(i), actual.get(i));
    }
  }

  @Property
  void logComesBackAsItWas(@ForAll("entries") List<Entry> entries) {
    DecisionLog log = log(entries);
    assertSameBeginning(log, log.size(), DecisionLog.fromBytes(log.toBytes(Integer.MAX_VALUE)));
  }

  @Property
  void limitKeepsTheBeginning(@ForAll("entries") List<Entry> entries, @ForAll @IntRange(max = 250) int limit) {
    DecisionLog log = log(entries);
    assertSameBeginning(log, Math.min(limit, log.size()), DecisionLog.fromBytes(log.toBytes(limit)));
  }

  @Property
  void everyTruncationIsRefused(@ForAll("entries") List<Entry> entries, @ForAll @IntRange(max = 10_000) int at) {
    byte[] bytes = log(entries).toBytes(Integer.MAX_VALUE);
    byte[] cut = Arrays.copyOf(bytes, at % bytes.length);
    String said = assertThrows(IllegalArgumentException.class, () -> DecisionLog.fromBytes(cut)).getMessage();
    assertEquals("the decision log ends within an entry", said);
  }

  @Property
  void damageIsRefusedOrDecodesToALog(@ForAll byte[] bytes) {
    try {
      DecisionLog log = DecisionLog.fromBytes(bytes);
      assertTrue(log.size() <= bytes.length);
    } catch (IllegalArgumentException refused) {
      assertTrue(String.valueOf(refused.getMessage()).startsWith("the decision log "), refused::toString);
    }
  }

  @Example
  void unknownKindIsOutOfRange() {
    byte[] bytes = {1, 5, (byte) DecisionKind.values().length, 2, 1, 0, 0};
    assertThrows(IllegalArgumentException.class, () -> DecisionLog.fromBytes(bytes));
  }

  @Example
  void bytesAfterTheEndAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> DecisionLog.fromBytes(new byte[]{0, 0}));
  }
}
