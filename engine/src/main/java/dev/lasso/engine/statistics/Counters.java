package dev.lasso.engine.statistics;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The counts as they grow. Not safe for threads: whoever counts holds the lock that guards them. */
public final class Counters {
  private final long[] tickers;
  private final List<Buckets> histograms = new ArrayList<>();

  /** All zero. */
  public Counters() {
    tickers = new long[Ticker.values().length];
    for (int i = 0; i < Histogram.values().length; i++) {
      histograms.add(new Buckets());
    }
  }

  private Counters(Counters other) {
    tickers = other.tickers.clone();
    other.histograms.forEach(buckets -> histograms.add(new Buckets(buckets)));
  }

  /** A copy, which goes on by itself. */
  public Counters copy() {
    return new Counters(this);
  }

  /** Adds {@code count} to a ticker. */
  public Counters add(Ticker ticker, long count) {
    tickers[ticker.ordinal()] += count;
    return this;
  }

  /** Takes a measured value. */
  public void measure(Histogram histogram, long value) {
    histograms.get(histogram.ordinal()).add(value);
  }

  /** What they are now. */
  public Statistics statistics() {
    Map<Ticker, Long> counts = new EnumMap<>(Ticker.class);
    for (Ticker ticker : Ticker.values()) {
      counts.put(ticker, tickers[ticker.ordinal()]);
    }
    Map<Histogram, Distribution> distributions = new EnumMap<>(Histogram.class);
    for (Histogram histogram : Histogram.values()) {
      distributions.put(histogram, histograms.get(histogram.ordinal()).distribution());
    }
    return new Statistics(counts, distributions);
  }
}
