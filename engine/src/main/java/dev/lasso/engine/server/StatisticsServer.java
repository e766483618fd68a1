package dev.lasso.engine.server;

import dev.lasso.engine.log.InfoLog;
import dev.lasso.engine.options.Quirk;
import java.util.Set;
import java.util.function.Supplier;

/** The server that logs what the connection says of itself, a line for each of its lines. WiredTiger: conn_stat. */
public final class StatisticsServer extends PeriodicServer {
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final Supplier<String> statistics;
  private final InfoLog log;

  /** A server that logs {@code statistics} every {@code seconds}. */
  public StatisticsServer(int seconds, Supplier<String> statistics, InfoLog log, Set<Quirk> quirks) {
    super("statlog-server", seconds * MICROS_PER_SECOND, log, quirks);
    this.statistics = statistics;
    this.log = log;
  }

  @Override
  protected void round() {
    statistics.get().lines().forEach(line -> log.info("Statistics: " + line));
  }

  @Override
  protected String counts() {
    return "";
  }
}
