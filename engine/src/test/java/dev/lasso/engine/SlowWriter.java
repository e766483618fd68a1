package dev.lasso.engine;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A thread that writes batches over a small set of keys and waits after each until background work is quiet, so that
 * what happens does not depend on the machine. It ends after a number of flushes, or never.
 */
final class SlowWriter {
  private static final int FLUSHES = 14;
  private static final int MOST_BATCHES = 6000;
  private static final int KEYS = 2000;
  private static final int CHANGES_A_BATCH = 10;
  private static final int POLL_MILLIS = 20;
  private static final int POLLS_UNTIL_STALLED = 40;

  private final Database database;
  private final StallHistory history;
  private final Random random;
  private volatile @Nullable Throwable failure;
  private volatile int written;

  SlowWriter(Database database, StallHistory history, long seed) {
    this.database = database;
    this.history = history;
    this.random = new Random(seed);
  }

  /**
   * Writes until the writer has ended or is stalled: in the same write for long while writes are stopped and nothing
   * runs that could release them. A stalled writer is left behind.
   */
  void run() throws Exception {
    Thread writer = new Thread(this::write, "slow writer");
    writer.setUncaughtExceptionHandler((thread, e) -> failure = e);
    writer.setDaemon(true);
    writer.start();
    int stopped = 0;
    int seen = 0;
    while (stopped < POLLS_UNTIL_STALLED && writer.isAlive()) {
      writer.join(POLL_MILLIS);
      stopped = written == seen && database.isStopped() ? stopped + 1 : 0;
      seen = written;
    }
    if (failure != null) {
      throw new IllegalStateException("the writer failed", failure);
    }
    if (writer.isAlive()) {
      history.stalled();
    }
  }

  private void write() {
    try {
      for (int batch = 0; batch < MOST_BATCHES && history.flushes() < FLUSHES; batch++) {
        byte[][] keys = new byte[CHANGES_A_BATCH][];
        byte[][] values = new byte[CHANGES_A_BATCH][];
        for (int i = 0; i < CHANGES_A_BATCH; i++) {
          keys[i] = String.format(Locale.ROOT, "key%07d", random.nextInt(KEYS)).getBytes(StandardCharsets.US_ASCII);
          values[i] = new byte[100 + random.nextInt(300)];
          random.nextBytes(values[i]);
        }
        database.write(keys, values);
        written = batch + 1;
        while (!database.isQuiet()) {
          Thread.sleep(1);
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A database on real threads. */
  interface Database {

    /** Writes one batch; may never return. */
    void write(byte[][] keys, byte[][] values) throws Exception;

    /** Whether nothing runs in the background and nothing is about to. */
    boolean isQuiet() throws Exception;

    /** Whether writes are stopped, as far as can be told, and nothing runs in the background. */
    boolean isStopped() throws Exception;
  }
}
