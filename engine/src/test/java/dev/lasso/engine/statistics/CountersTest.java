package dev.lasso.engine.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CountersTest {

  @Test
  void linesAreThoseOfRocksDb() {
    Counters counters = new Counters();
    counters.add(Ticker.BLOCK_CACHE_HIT, 7);
    counters.measure(Histogram.WAL_FILE_SYNC_MICROS, 1);
    List<String> lines = counters.statistics().toString().lines().toList();
    assertEquals("rocksdb.block.cache.miss COUNT : 0", lines.get(0));
    assertEquals("rocksdb.block.cache.hit COUNT : 7", lines.get(1));
    assertTrue(lines.contains(
        "rocksdb.wal.file.sync.micros statistics Percentiles :=> 50 : 1.000000 95 : 1.000000 99 : 1.000000"));
    assertEquals(Ticker.values().length + Histogram.values().length, lines.size());
  }

  @Test
  void anEmptyHistogramIsAllZero() {
    assertEquals(new Distribution(0, 0, 0, 0, 0, 0), new Counters().statistics().get(Histogram.WRITE_STALL));
  }

  @Test
  void countSumAndMaxAreExact() {
    Distribution values = distribution(0, 3, 1_000_000, Long.MAX_VALUE - 2_000_000, -5);
    assertEquals(5, values.count());
    assertEquals(Long.MAX_VALUE - 1_000_000 + 3, values.sum());
    assertEquals(Long.MAX_VALUE - 2_000_000, values.max());
  }

  @Test
  void anEstimatedPercentileIsLessThanAFactorOfTwoAway() {
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      long[] values = random.longs(1 + random.nextInt(300), 1, 1L << 1 + random.nextInt(30)).toArray();
      Distribution estimated = distribution(values);
      Arrays.sort(values);
      assertNear(exact(values, 50), estimated.median(), seed);
      assertNear(exact(values, 95), estimated.percentile95(), seed);
      assertNear(exact(values, 99), estimated.percentile99(), seed);
      assertTrue(estimated.percentile99() <= estimated.max());
    }
  }

  private static long exact(long[] sorted, int percent) {
    return sorted[(sorted.length * percent + 99) / 100 - 1];
  }

  private static void assertNear(long exact, double estimated, long seed) {
    assertTrue(estimated < 2.0 * exact && exact < 2 * estimated,
        () -> "seed " + seed + ": " + estimated + " for " + exact);
  }

  private static Distribution distribution(long... values) {
    Counters counters = new Counters();
    for (long value : values) {
      counters.measure(Histogram.WRITE_STALL, value);
    }
    return counters.statistics().get(Histogram.WRITE_STALL);
  }
}
