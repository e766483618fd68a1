package dev.lasso.engine.memtable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class ArenaTest {
  private static final int MIB = 1 << 20;
  private static final int INLINE = 2048;
  private final Arena arena = new Arena(MIB);

  @Test
  void theFirstBytesAreInline() {
    arena.allocate(INLINE);
    assertEquals(INLINE, arena.allocated());
    arena.allocate(1);
    assertEquals(INLINE + MIB, arena.allocated());
  }

  @Test
  void aLargeRequestGetsABlockOfItsOwn() {
    arena.allocate(MIB / 4 + 1);
    assertEquals(INLINE + MIB / 4 + 8, arena.allocated());
    arena.allocate(MIB / 4);
    assertEquals(INLINE + MIB / 4 + 8 + MIB, arena.allocated());
  }

  @Test
  void eightMibAreFullWhenTheEighthBlockIsThreeQuartersFull() {
    fill(7 * MIB + MIB * 3 / 4);
    assertFalse(arena.isFull(8 * MIB));
    assertEquals(INLINE + 8L * MIB, arena.allocated());
    arena.allocate(1024);
    assertTrue(arena.isFull(8 * MIB));
  }

  @Test
  void noBlockIsBegunThatExceedsTheLimitBySixTenths() {
    long limit = 7 * MIB + MIB / 4;
    fill(6 * MIB + MIB * 3 / 4);
    assertFalse(arena.isFull(limit));
    arena.allocate(1024);
    assertTrue(arena.isFull(limit), "a next block would be 0.75 too large");
  }

  @Test
  void largeRequestsFillWithoutRegardToTheLastBlock() {
    for (int i = 0; i < 8; i++) {
      assertFalse(arena.isFull(8 * MIB));
      arena.allocate(MIB);
    }
    assertTrue(arena.isFull(8 * MIB));
  }

  private void fill(long bytes) {
    arena.allocate(INLINE);
    for (long left = bytes; left > 0; left -= 1024) {
      arena.allocate(1024);
    }
  }
}
