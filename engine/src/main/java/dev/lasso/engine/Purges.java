package dev.lasso.engine;

import dev.lasso.engine.options.Quirk;
import java.io.IOException;

/**
 * The threads that look for obsolete files or delete them. Whoever wants files that stay waits until there are none, or
 * forbids it for a while. Guarded by the engine's mutex.
 */
final class Purges {
  private final Engine engine;
  private int pending;
  private int waiting;
  private int forbidding;

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

  /** Lets no file be deleted until {@link #allow} takes it back. Without the mutex. */
  void forbid() {
    engine.mutex.lock();
    try {
      forbidding++;
    } finally {
      engine.mutex.unlock();
    }
  }

  /** Takes back one {@link #forbid} and deletes what became obsolete meanwhile. Without the mutex. */
  void allow() throws IOException {
    engine.mutex.lock();
    try {
      forbidding--;
      ObsoleteFiles obsolete = engine.isClosed() ? ObsoleteFiles.none(engine) : ObsoleteFiles.find(engine);
      if (!obsolete.isEmpty()) {
        obsolete.deleteAndEndPurge(0);
      }
    } finally {
      engine.mutex.unlock();
    }
  }

  boolean areForbidden() {
    return forbidding > 0;
  }
}
