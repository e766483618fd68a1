package dev.lasso.engine.statistics;

/*
 * A bucket for each power of two: bucket b has the values that need b bits, so 0, 1, 2 to 3, 4 to 7 and so on. Within a
 * bucket the values are taken to be spread evenly, and none is taken to be above the greatest seen. So an estimated
 * percentile is less than a factor of two away from the true one.
 */
/** How often values of each size were measured. Not safe for threads. */
final class Buckets {
  private final long[] counts;
  private long count;
  private long sum;
  private long max;

  Buckets() {
    this.counts = new long[Long.SIZE];
  }

  /** A copy. */
  Buckets(Buckets other) {
    this.counts = other.counts.clone();
    this.count = other.count;
    this.sum = other.sum;
    this.max = other.max;
  }

  /** Takes a value; a negative one, which only a clock that steps back gives, is taken as 0. */
  void add(long value) {
    long measured = Math.max(0, value);
    counts[Long.SIZE - Long.numberOfLeadingZeros(measured)]++;
    count++;
    sum += measured;
    max = Math.max(max, measured);
  }

  Distribution distribution() {
    return new Distribution(count, sum, max, percentile(50), percentile(95), percentile(99));
  }

  private double percentile(double percent) {
    double wanted = count * percent / 100;
    double below = 0;
    for (int bits = 0; bits < counts.length; bits++) {
      if (counts[bits] > 0 && below + counts[bits] >= wanted) {
        double least = bits == 0 ? 0 : Math.scalb(1.0, bits - 1);
        double greatest = bits == 0 ? 0 : Math.min((double) max, 2 * least - 1);
        return least + (greatest - least) * (wanted - below) / counts[bits];
      }
      below += counts[bits];
    }
    return 0;
  }
}
