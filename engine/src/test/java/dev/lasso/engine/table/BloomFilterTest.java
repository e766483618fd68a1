package dev.lasso.engine.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class BloomFilterTest {

  @Test
  void everyKeyOfItMayBeInIt() {
    for (int count : new int[]{1, 2, 100, 10_000}) {
      BloomFilter filter = filter(count, 10);
      for (int i = 0; i < count; i++) {
        assertTrue(filter.mayContain(BloomFilter.hash(key(i))), count + " keys, key " + i);
      }
    }
  }

  @Test
  void tenBitsLetOneInAHundredPass() {
    assertTrue(passes(10) < 150, () -> passes(10) + " of 10000");
    assertTrue(passes(4) > 1000, () -> passes(4) + " of 10000");
  }

  @Test
  void aFilterWithoutKeysHasNone() {
    assertFalse(filter(0, 10).mayContain(BloomFilter.hash(key(1))));
  }

  @Test
  void itsSizeIsAnOddNumberOfLinesAndFiveBytes() {
    byte[] bytes = bytes(1000, 10);
    assertEquals(21 * 64 + 5, bytes.length);
    assertEquals(6, bytes[bytes.length - 5]);
    assertEquals(21, bytes[bytes.length - 4]);
  }

  @Test
  void aFilterOfAnotherSizeIsRefused() {
    byte[] bytes = bytes(100, 10);
    assertThrows(IndexOutOfBoundsException.class, () -> new BloomFilter(bytes, bytes.length - 1));
    assertThrows(IndexOutOfBoundsException.class, () -> new BloomFilter(bytes, 3));
  }

  private static int passes(int bitsPerKey) {
    BloomFilter filter = filter(10_000, bitsPerKey);
    int passed = 0;
    for (int i = 10_000; i < 20_000; i++) {
      passed += filter.mayContain(BloomFilter.hash(key(i))) ? 1 : 0;
    }
    return passed;
  }

  private static BloomFilter filter(int count, int bitsPerKey) {
    byte[] bytes = bytes(count, bitsPerKey);
    return new BloomFilter(bytes, bytes.length);
  }

  private static byte[] bytes(int count, int bitsPerKey) {
    BloomFilter.Builder builder = new BloomFilter.Builder(bitsPerKey);
    for (int i = 0; i < count; i++) {
      builder.add(key(i));
    }
    return builder.finish();
  }

  private static byte[] key(int number) {
    return ("key" + number).getBytes(StandardCharsets.US_ASCII);
  }
}
