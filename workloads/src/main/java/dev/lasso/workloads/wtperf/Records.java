package dev.lasso.workloads.wtperf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The records of all tables: which there are, what they look like, and which one is next. A table is the keys that
 * begin with its number. A value begins with its key.
 */
final class Records {

  /** The shape that wtperf takes for its Pareto distribution. */
  private static final double SHAPE = 1.5;

  private final WtperfOptions options;
  private final int populated;
  private final AtomicInteger nextPopulated = new AtomicInteger();
  private final AtomicInteger nextInserted = new AtomicInteger();

  Records(WtperfOptions options) {
    this.options = options;
    this.populated = options.whole("icount");
  }

  /** How many the populate phase makes, of all tables together. */
  int populated() {
    return populated;
  }

  /** The next record to populate, or -1 when all are taken. */
  int nextToPopulate() {
    int next = nextPopulated.getAndIncrement();
    return next < populated ? next : -1;
  }

  /** The record to insert next: behind all that there are, or anywhere within random_range. */
  int nextToInsert(RandomGenerator random) {
    int range = options.whole("random_range");
    return range > 0 ? drawn(range, random) : populated + nextInserted.getAndIncrement();
  }

  /** A record to read or to update. */
  int existing(RandomGenerator random) {
    return drawn(populated, random);
  }

  private int drawn(int range, RandomGenerator random) {
    int percent = options.whole("pareto");
    if (percent == 0) {
      return random.nextInt(range);
    }
    double scale = range * (percent / 100.0) * (SHAPE - 1);
    double drawn = (Math.pow(1 - random.nextDouble(), -1 / SHAPE) - 1) * scale;
    return drawn < range ? (int) drawn : 0;
  }

  /** The table's number, a colon, and the record's number filled up to key_sz digits. */
  byte[] key(int number) {
    int tables = options.whole("table_count");
    String digits = Integer.toString(number / tables);
    String zeros = "0".repeat(Math.max(0, options.whole("key_sz") - digits.length()));
    return (number % tables + ":" + zeros + digits).getBytes(StandardCharsets.US_ASCII);
  }

  byte[] value(byte[] key, RandomGenerator random) {
    byte[] value = new byte[Math.max(key.length, options.whole("value_sz"))];
    if (options.flag("random_value")) {
      random.nextBytes(value);
    } else {
      Arrays.fill(value, (byte) 'a');
    }
    System.arraycopy(key, 0, value, 0, key.length);
    return value;
  }

  /**
   * Checks what a read of a populated record found.
   *
   * @throws AssertionError if it is not there, or is another's value
   */
  void check(byte[] key, byte @Nullable [] value) {
    if (value == null || value.length != Math.max(key.length, options.whole("value_sz"))
        || !Arrays.equals(key, Arrays.copyOf(value, key.length))) {
      throw new AssertionError("the record " + new String(key, StandardCharsets.US_ASCII) + " was populated and has "
          + (value == null ? "no value" : value.length + " bytes that were not written to it"));
    }
  }
}
