package dev.lasso.engine.write;

import java.util.function.LongSupplier;

/*
 * The brake on writes. It is a count of reasons to stop, a count of reasons to delay, a count of reasons to compact
 * harder, and a rate. A reason is a token: StallConditions holds at most one at a time, and takes the new before it
 * gives back the old, so that a column family that goes on being delayed is never seen undelayed in between.
 *
 * Delay. A delayed writer may write delayedWriteRate bytes a second, dealt out in refills of 1024 microseconds. A
 * writer that the bytes left cover passes free. Otherwise the time since the last refill is turned into bytes; if that
 * covers it and a refill interval has passed, it passes too. Otherwise it sleeps: one interval if one refill covers it,
 * else as long as its bytes take. A last refill in the future means that earlier writers have slept on credit, and the
 * new one sleeps their debt as well. In the last case the bytes left are kept although the sleep pays in full: they are
 * a small gift to the next writer, which 4.9 makes, and so do we.
 *
 * Stop. A stopped writer gets no delay at all: it waits (in DelayWrite) on the background condition until background
 * work has lifted the reason. Nothing else ends that wait but a background error and a close. If the background work
 * that would lift the reason is never scheduled, the wait never ends: that is RocksDB issue 1297.
 *
 * All of it is guarded by the engine's mutex; the counts may be read without, for a dump.
 */
/** The brake on writes: reasons to stop, to delay and to compact harder, and the rate of a delayed writer. */
public final class WriteController {
  private static final long REFILL_MICROS = 1024;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private int totalStopped;
  private int totalDelayed;
  private int totalCompactionPressure;
  private long bytesLeft;
  private long lastRefillTime;
  private long delayedWriteRate;

  /** No reason yet; a first delay begins with {@code delayedWriteRate} bytes a second. */
  public WriteController(long delayedWriteRate) {
    this.delayedWriteRate = Math.max(1, delayedWriteRate);
  }

  /** A reason to stop. */
  public Token stop() {
    totalStopped++;
    return new Token(() -> totalStopped--);
  }

  /** A reason to delay at {@code rate} bytes a second; earlier credit and debt are forgotten. */
  public Token delay(long rate) {
    totalDelayed++;
    bytesLeft = 0;
    lastRefillTime = 0;
    delayedWriteRate = Math.max(1, rate);
    return new Token(() -> totalDelayed--);
  }

  /** A reason to compact harder. */
  public Token compactionPressure() {
    totalCompactionPressure++;
    return new Token(() -> totalCompactionPressure--);
  }

  /** Lets a delayed writer write {@code rate} bytes a second from now on. */
  public void changeRate(long rate) {
    delayedWriteRate = Math.max(1, rate);
  }

  public boolean isStopped() {
    return totalStopped > 0;
  }

  /** Whether there is a reason to delay. */
  public boolean needsDelay() {
    return totalDelayed > 0;
  }

  /** Whether compactions should use all their slots. */
  public boolean needsSpeedupCompaction() {
    return isStopped() || needsDelay() || totalCompactionPressure > 0;
  }

  /** The rate of the last delay, in bytes a second. */
  public long delayedWriteRate() {
    return delayedWriteRate;
  }

  /**
   * How many microseconds a writer of {@code bytes} has to sleep. {@code micros} is the clock, asked only if the bytes
   * left do not cover the write.
   */
  public long getDelay(LongSupplier micros, long bytes) {
    if (totalStopped > 0 || totalDelayed == 0) {
      return 0;
    }
    if (bytesLeft >= bytes) {
      bytesLeft -= bytes;
      return 0;
    }
    long now = micros.getAsLong();
    long debt = 0;
    if (lastRefillTime > now) {
      debt = lastRefillTime - now;
    } else if (lastRefillTime != 0) {
      long elapsed = now - lastRefillTime;
      bytesLeft += (long) ((double) elapsed / MICROS_PER_SECOND * delayedWriteRate);
      if (elapsed >= REFILL_MICROS && bytesLeft > bytes) {
        lastRefillTime = now;
        bytesLeft -= bytes;
        return 0;
      }
    }
    long single = delayedWriteRate * REFILL_MICROS / MICROS_PER_SECOND;
    if (bytesLeft + single >= bytes) {
      bytesLeft = bytesLeft + single - bytes;
      lastRefillTime = now + REFILL_MICROS;
      return REFILL_MICROS + debt;
    }
    long sleep = (long) ((double) bytes / delayedWriteRate * MICROS_PER_SECOND) + debt;
    lastRefillTime = now + sleep;
    return sleep;
  }

  /** The state in one line. */
  public String describe() {
    return "write_controller total_stopped=" + totalStopped + " total_delayed=" + totalDelayed
        + " total_compaction_pressure=" + totalCompactionPressure + " delayed_write_rate=" + delayedWriteRate
        + " last_refill_time=" + lastRefillTime + " bytes_left=" + bytesLeft;
  }

  /** A reason, until it is given back. */
  public static final class Token {
    private final Runnable giveBack;
    private boolean held = true;

    private Token(Runnable giveBack) {
      this.giveBack = giveBack;
    }

    /** Takes the reason away. A second call does nothing. */
    public void release() {
      if (held) {
        held = false;
        giveBack.run();
      }
    }
  }
}
