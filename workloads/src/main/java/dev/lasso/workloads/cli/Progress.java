package dev.lasso.workloads.cli;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Tells on standard error how far a search has come: a bar that is drawn over on a terminal, a line now and then
 * elsewhere, nothing while it has not taken long.
 */
final class Progress {

  private static final int ASKED_EVERY = 256;
  private static final int WIDTH = 30;
  private static final long FIRST_AFTER_NANOS = 2_000_000_000L;
  private static final long BAR_EVERY_NANOS = 200_000_000L;
  private static final long LINE_EVERY_NANOS = 10_000_000_000L;

  private final PrintStream err;
  private final boolean bar;
  private final long total;
  private final long start = System.nanoTime();
  private long nextAt = start + FIRST_AFTER_NANOS;
  private long asked;
  private boolean drawn;

  /** @param total how many schedules there will be; 0 if nobody knows */
  Progress(Console console, long total) {
    err = console.err();
    bar = console.isTerminal();
    this.total = total;
  }

  void at(long done) {
    // A slow run is worth a look at the clock each time, a fast one is not.
    if (asked++ % ASKED_EVERY != 0 && done > ASKED_EVERY) {
      return;
    }
    long now = System.nanoTime();
    if (now - nextAt < 0) {
      return;
    }
    nextAt = now + (bar ? BAR_EVERY_NANOS : LINE_EVERY_NANOS);
    String rate = String.format(Locale.ROOT, "%d%s schedules, %.0f a second", done, total == 0 ? "" : " of " + total,
        done / ((now - start) / 1e9));
    if (bar && total == 0) {
      err.print("\r" + rate + "\u001b[K");
      err.flush();
      drawn = true;
    } else if (bar) {
      int filled = (int) (done * WIDTH / total);
      err.print("\r[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + rate + "\u001b[K");
      err.flush();
      drawn = true;
    } else {
      err.println("lasso: " + rate);
    }
  }

  /** Takes the bar away. */
  void end() {
    if (drawn) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
