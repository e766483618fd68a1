package dev.lasso.engine.server;

import dev.lasso.engine.log.InfoLog;
import dev.lasso.engine.options.Quirk;
import java.io.IOException;
import java.util.Set;

/** A server that does a round whenever its period has passed or somebody wakes it. A round that fails is logged. */
public abstract class PeriodicServer extends Server {
  private final long periodMicros;
  private final CondVar wakeUp;
  private volatile boolean woken;

  /** A server with a period in microseconds, or 0 if only {@link #wake} makes it do a round. */
  protected PeriodicServer(String name, long periodMicros, InfoLog log, Set<Quirk> quirks) {
    super(name, log);
    this.periodMicros = periodMicros;
    this.wakeUp = new CondVar(quirks);
  }

  /** Asks for a round now; rounds that are asked for during one are made as one. */
  public final void wake() {
    woken = true;
    wakeUp.signal();
  }

  /** One round. */
  protected abstract void round() throws IOException;

  @Override
  protected final void serve() {
    while (isRunning()) {
      wakeUp.await(periodMicros, () -> isRunning() && !woken);
      woken = false;
      if (isRunning()) {
        try {
          round();
        } catch (IOException | RuntimeException | Error e) {
          note(e);
        }
      }
    }
  }

  @Override
  protected final void wakeToStop() {
    wakeUp.signal();
  }
}
