package dev.lasso.workloads.wtperf;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** What the mixed phase has done, and the thread that reports and samples it. */
final class Measurement {

  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final WtperfOptions options;
  private final PhaseEnd end;
  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong updates = new AtomicLong();
  private final AtomicLong inserts = new AtomicLong();
  private final AtomicLong slowest = new AtomicLong();

  /** A measurement that lasts until {@code end}. */
  Measurement(WtperfOptions options, PhaseEnd end) {
    this.options = options;
    this.end = end;
  }

  void read(long nanos) {
    done(reads, nanos);
  }

  void updated(long nanos) {
    done(updates, nanos);
  }

  void inserted(long nanos) {
    done(inserts, nanos);
  }

  private void done(AtomicLong counter, long nanos) {
    counter.incrementAndGet();
    slowest.accumulateAndGet(nanos, Math::max);
  }

  boolean isWanted() {
    return options.whole("report_interval") > 0 || options.whole("sample_interval") > 0;
  }

  /**
   * Reports and samples until the phase ends.
   *
   * @throws AssertionError if an operation took longer than max_latency, or fewer than min_throughput were done in a
   *     second, once the warmup is over
   */
  void watch() throws InterruptedException {
    long began = System.nanoTime();
    long warm = began + options.whole("warmup") * NANOS_PER_SECOND;
    long report = next("report_interval", began);
    long sample = next("sample_interval", began);
    long before = total();
    while (!end.comesBefore(Math.min(report, sample))) {
      long now = System.nanoTime();
      if (now >= sample) {
        long done = total() - before;
        before += done;
        long worst = slowest.getAndSet(0);
        if (now > warm) {
          check(done / options.whole("sample_interval"), worst / NANOS_PER_MILLI);
        }
        sample = next("sample_interval", sample);
      }
      if (now >= report) {
        System.out.println(String.format(Locale.ROOT, "%d reads, %d inserts, %d updates in %d secs", reads.get(),
            inserts.get(), updates.get(), (now - began) / NANOS_PER_SECOND));
        report = next("report_interval", report);
      }
    }
  }

  private void check(long perSecond, long millis) {
    if (options.whole("max_latency") > 0 && millis > options.whole("max_latency")) {
      throw new AssertionError("max_latency: an operation took " + millis + " ms, more than "
          + options.whole("max_latency"));
    }
    if (perSecond < options.whole("min_throughput")) {
      throw new AssertionError("min_throughput: " + perSecond + " operations in a second, fewer than "
          + options.whole("min_throughput"));
    }
  }

  private long next(String interval, long last) {
    int seconds = options.whole(interval);
    return seconds == 0 ? Long.MAX_VALUE : last + seconds * NANOS_PER_SECOND;
  }

  private long total() {
    return reads.get() + updates.get() + inserts.get();
  }
}
