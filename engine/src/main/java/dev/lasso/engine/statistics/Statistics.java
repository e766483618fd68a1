package dev.lasso.engine.statistics;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The counts of an engine at one moment, since it was opened. It never changes. */
public final class Statistics {
  private final Map<Ticker, Long> tickers;
  private final Map<Histogram, Distribution> histograms;

  Statistics(Map<Ticker, Long> tickers, Map<Histogram, Distribution> histograms) {
    this.tickers = Collections.unmodifiableMap(new EnumMap<>(tickers));
    this.histograms = Collections.unmodifiableMap(new EnumMap<>(histograms));
  }

  /** The count of a ticker. */
  public long get(Ticker ticker) {
    return tickers.getOrDefault(ticker, 0L);
  }

  /** The distribution of a histogram. */
  public Distribution get(Histogram histogram) {
    return histograms.getOrDefault(histogram, new Distribution(0, 0, 0, 0, 0, 0));
  }

  /** All tickers, in the order of RocksDB. */
  public Map<Ticker, Long> tickers() {
    return tickers;
  }

  /** All histograms, in the order of RocksDB. */
  public Map<Histogram, Distribution> histograms() {
    return histograms;
  }

  /** A line for each, as RocksDB 4.9 writes them. */
  @Override
  public String toString() {
    StringBuilder lines = new StringBuilder();
    tickers.forEach((ticker, count) -> lines.append(ticker.label()).append(" COUNT : ").append(count).append('\n'));
    histograms.forEach((histogram, values) -> lines.append(String.format(Locale.ROOT,
        "%s statistics Percentiles :=> 50 : %f 95 : %f 99 : %f\n", histogram.label(), values.median(),
        values.percentile95(), values.percentile99())));
    return lines.toString();
  }
}
