package dev.lasso.engine.server;

import dev.lasso.engine.config.CheckpointLimits;
import dev.lasso.engine.log.InfoLog;
import dev.lasso.engine.options.Quirk;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The server that makes a checkpoint each period, or when enough was written since the last one; without a period it
 * waits for the latter alone. It makes none while nothing was written. Source: WiredTiger, conn_ckpt.
 */
public final class CheckpointServer extends PeriodicServer {
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final CheckpointLimits limits;
  private final Checkpoint checkpoint;
  private final AtomicLong writtenBytes = new AtomicLong();
  private volatile int made;

  /** A server that makes its checkpoints with {@code checkpoint}. */
  public CheckpointServer(CheckpointLimits limits, Checkpoint checkpoint, InfoLog log, Set<Quirk> quirks) {
    super("checkpoint-server", limits.seconds() * MICROS_PER_SECOND, log, quirks);
    this.limits = limits;
    this.checkpoint = checkpoint;
  }

  /** Counts what was written, in bytes of keys and values. */
  public void written(long bytes) {
    if (writtenBytes.addAndGet(bytes) >= limits.bytes() && limits.bytes() > 0) {
      wake();
    }
  }

  @Override
  protected void round() throws IOException {
    long bytes = writtenBytes.getAndSet(0);
    if (bytes > 0) {
      boolean done = false;
      try {
        checkpoint.make();
        made = made + 1;
        done = true;
      } finally {
        if (!done) {
          writtenBytes.addAndGet(bytes);
        }
      }
    }
  }

  @Override
  protected String counts() {
    return "made=" + made + " written_since=" + writtenBytes.get();
  }

  /** Makes everything that was written durable in tables. */
  @FunctionalInterface
  public interface Checkpoint {

    void make() throws IOException;
  }
}
