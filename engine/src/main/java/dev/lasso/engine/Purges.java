package dev.lasso.engine;

import dev.lasso.engine.options.Quirk;

/**
 * The threads that look for obsolete files or delete them. Whoever wants files that stay waits until there are none.
 * Guarded by the engine's mutex.
 */
final class Purges {
  private final Engine engine;
  private int pending;
  private int waiting;

  Purges(Engine engine) {
    this.engine = engine;
  }

  /** Counts the caller's thread. It is to call {@link #end}, or {@link #endOfNothing} if it found nothing. */
  void begin() {
    pending++;
  }

  void end() {
    pending--;
    if (pending == 0 && waiting > 0) {
      engine.bgCv.signalAll();
    }
  }

  /** Ends a search without a find, for which somebody may have waited all the same (RocksDB pull request 14069). */
  void endOfNothing() {
    if (engine.settings.has(Quirk.NO_SIGNAL_WITHOUT_OBSOLETE_FILES)) {
      pending--;
    } else {
      end();
    }
  }

  /** Waits until nothing is being deleted, also where no background work begins any more; throws if engine closes. */
  void awaitNone() {
    waiting++;
    try {
      while (pending > 0) {
        engine.checkOpen();
        engine.bgCv.awaitUninterruptibly();
      }
    } finally {
      waiting--;
    }
  }
}
