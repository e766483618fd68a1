package dev.lasso.engine.server;

import dev.lasso.engine.config.HandleLimits;
import dev.lasso.engine.log.InfoLog;
import dev.lasso.engine.options.Quirk;
import java.io.IOException;
import java.util.Set;

/** The server that closes idle file handles. Source: WiredTiger, conn_sweep. */
public final class SweepServer extends PeriodicServer {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final HandleLimits limits;
  private final IdleHandles handles;
  private volatile int lastSeen;
  private volatile int closed;

  /** A server over {@code handles}. */
  public SweepServer(HandleLimits limits, IdleHandles handles, InfoLog log, Set<Quirk> quirks) {
    super("sweep-server", limits.scanSeconds() * MICROS_PER_SECOND, log, quirks);
    this.limits = limits;
    this.handles = handles;
  }

  @Override
  protected void round() throws IOException {
    int open = handles.open();
    if (limits.idleSeconds() > 0 && open > limits.least()) {
      int swept = handles.closeIdle(limits.idleSeconds() * NANOS_PER_SECOND, limits.least());
      if (swept > 0) {
        open -= swept;
        closed = closed + swept;
      }
    }
    lastSeen = open;
  }

  @Override
  protected String counts() {
    return "handles_when_last_seen=" + lastSeen + " closed=" + closed;
  }
}
