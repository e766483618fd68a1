package dev.lasso.engine.version;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lasso.engine.options.LevelShape;
import org.junit.jupiter.api.Test;

final class LevelTargetsTest {
  private static final long MIB = 1 << 20;
  private static final LevelShape DYNAMIC = new LevelShape(7, 1, 16 * MIB, 10, true);

  @Test
  void withoutDataTheLastLevelIsTheBaseAndNothingIsLimited() {
    LevelTargets targets = LevelTargets.of(DYNAMIC, new long[7]);
    assertEquals(6, targets.baseLevel());
    assertEquals("18446744073709551615", Long.toUnsignedString(targets.maxBytes(6)));
  }

  @Test
  void dataWithinTheBaseSizeStaysInOneLevel() {
    LevelTargets targets = LevelTargets.of(DYNAMIC, bytes(6, 16 * MIB));
    assertEquals(6, targets.baseLevel());
    assertEquals(16 * MIB, targets.maxBytes(6));
  }

  @Test
  void moreDataOpensTheLevelAbove() {
    LevelTargets targets = LevelTargets.of(DYNAMIC, bytes(6, 100 * MIB));
    assertEquals(5, targets.baseLevel());
    assertEquals(10 * MIB, targets.maxBytes(5));
    assertEquals(100 * MIB, targets.maxBytes(6));
    assertEquals(LevelTargets.UNLIMITED, targets.maxBytes(4));
  }

  @Test
  void littleDataIsTreatedAsATenthOfTheBaseSize() {
    LevelTargets targets = LevelTargets.of(DYNAMIC, bytes(6, 1000));
    assertEquals(6, targets.baseLevel());
    assertEquals(16 * MIB / 10 + 1, targets.maxBytes(6));
  }

  @Test
  void fixedTargetsGrowByTheMultiplier() {
    LevelTargets targets = LevelTargets.of(new LevelShape(4, 1, 16 * MIB, 10, false), new long[4]);
    assertEquals(1, targets.baseLevel());
    assertEquals(1600 * MIB, targets.maxBytes(3));
  }

  private static long[] bytes(int level, long size) {
    long[] bytes = new long[7];
    bytes[level] = size;
    return bytes;
  }
}
