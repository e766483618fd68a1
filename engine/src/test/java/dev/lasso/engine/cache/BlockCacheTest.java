package dev.lasso.engine.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class BlockCacheTest {

  @Test
  void ofASmallCacheTheLeastRecentlyUsedBlockGoesFirst() {
    BlockCache<String> cache = new BlockCache<>(300);
    cache.put(1, 0, "a", 100);
    cache.put(1, 4096, "b", 100);
    cache.put(2, 0, "c", 100);
    assertEquals("a", cache.get(1, 0));
    cache.put(2, 4096, "d", 100);
    assertNull(cache.get(1, 4096));
    assertEquals("a", cache.get(1, 0));
    assertEquals("c", cache.get(2, 0));
    assertEquals("d", cache.get(2, 4096));
    assertEquals(new CacheUsage(4, 1, 4, 1, 300), cache.usage());
  }

  @Test
  void itNeverHoldsMoreThanItMay() {
    BlockCache<Integer> cache = new BlockCache<>(8 << 20);
    for (int i = 0; i < 10_000; i++) {
      cache.put(i % 37, (i / 37) * 4000L, i, 4000);
      assertTrue(cache.bytesInUse() <= cache.capacity());
    }
    assertTrue(cache.bytesInUse() > (8 << 20) * 9 / 10, "shards are filled unevenly: " + cache.bytesInUse());
    assertEquals(10_000 - cache.bytesInUse() / 4000, cache.usage().evictions());
  }

  @Test
  void aBlockThatIsPutTwiceCountsOnce() {
    BlockCache<String> cache = new BlockCache<>(300);
    cache.put(1, 0, "a", 100);
    cache.put(1, 0, "b", 120);
    assertEquals(120, cache.bytesInUse());
    assertEquals("b", cache.get(1, 0));
  }

  @Test
  void aBlockLargerThanTheCacheIsNotKept() {
    BlockCache<String> cache = new BlockCache<>(300);
    cache.put(1, 0, "a", 301);
    assertNull(cache.get(1, 0));
    BlockCache<String> none = new BlockCache<>(0);
    none.put(1, 0, "a", 1);
    assertNull(none.get(1, 0));
  }

  @Test
  void evictionFreesWhatIsAskedAndTellsHowMuch() {
    BlockCache<Integer> cache = new BlockCache<>(8 << 20);
    for (int i = 0; i < 1000; i++) {
      cache.put(1, i * 4096L, i, 4096);
    }
    long before = cache.bytesInUse();
    assertEquals(3 * 4096, cache.evict(2 * 4096 + 1));
    assertEquals(before - 3 * 4096, cache.bytesInUse());
    assertEquals(before - 3 * 4096, cache.evict(Long.MAX_VALUE));
    assertEquals(0, cache.bytesInUse());
    assertEquals(0, cache.evict(1));
  }
}
