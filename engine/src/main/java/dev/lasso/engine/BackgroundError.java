package dev.lasso.engine;

import dev.lasso.engine.file.SyncException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The first failure after which nothing may be written: of a flush or compaction with paranoid_checks; of a sync, of a
 * write to a log or the manifest and of a class, whose next use fails too, always. It stays until the database is
 * opened again.
 */
final class BackgroundError {
  private final Engine engine;
  private final AtomicInteger calls = new AtomicInteger();
  private volatile @Nullable Throwable first;

  BackgroundError(Engine engine) {
    this.engine = engine;
  }

  @Nullable
  Throwable first() {
    return first;
  }

  /** Keeps an error if it is the first, and wakes whoever waits for background work. With the mutex. */
  void keep(Throwable error) {
    if (first == null) {
      first = error;
      engine.bgCv.signalAll();
    }
  }

  /** Keeps a failure of background work if nothing may be written after it. With the mutex. */
  void failed(Throwable failure) {
    if (engine.settings.paranoidChecks() || failure instanceof LinkageError || SyncException.isCauseOf(failure)
        || engine.versions.manifestFailure() != null) {
      keep(failure);
    }
  }

  /** Counts a call of background work that failed; answers how many did. */
  int count() {
    return calls.incrementAndGet();
  }

  void throwIfAny() {
    Throwable error = first;
    if (error != null) {
      throw new EngineException("background error: " + error.getMessage()
          + "; no write is made any more: mend the cause, close the database and open it again", error);
    }
  }

  String describe() {
    Throwable error = first;
    return error == null ? "OK" : error.toString();
  }
}
