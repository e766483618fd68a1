package dev.lasso.engine;

import dev.lasso.engine.log.LogBuffer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a pool thread: the job number that its LOG lines carry, and what every turn ends with, namely the
 * held-back lines, the files that became obsolete, and, after a failure, a pause that only a close cuts short. A
 * failure wakes everyone first, since some waiter may be able to go on in spite of it.
 */
final class BackgroundCall {
  private static final long PAUSE_MICROS = 1_000_000;

  final int job;
  final LogBuffer lines;
  private final Engine engine;
  private final String kind;

  BackgroundCall(Engine engine, String kind) {
    this.engine = engine;
    this.kind = kind;
    this.job = engine.nextJobId();
    this.lines = new LogBuffer(engine.infoLog);
  }

  /** Ends the turn. Called with the mutex, which is let go of meanwhile. */
  void end(@Nullable Throwable failure) {
    if (failure != null && !engine.isShuttingDown()) {
      int errors = engine.backgroundError.count();
      engine.bgCv.signalAll();
      withoutMutex(() -> {
        engine.infoLog.error("Pausing after a background " + kind + " error: " + failure + " (error " + errors + ")");
        lines.flush();
      });
      engine.pauseUnlessClosing(PAUSE_MICROS);
    }
    ObsoleteFiles obsolete = findObsolete();
    try {
      if (!obsolete.isEmpty() || !lines.isEmpty()) {
        withoutMutex(() -> {
          lines.flush();
          obsolete.delete(job);
        });
      }
    } finally {
      if (!obsolete.isEmpty()) {
        engine.purges.end();
      }
    }
  }

  private ObsoleteFiles findObsolete() {
    try {
      return ObsoleteFiles.find(engine);
    } catch (IOException e) {
      engine.infoLog.error("Obsolete logs cannot be closed: " + e);
      return ObsoleteFiles.none(engine);
    }
  }

  private void withoutMutex(Runnable action) {
    engine.mutex.unlock();
    try {
      action.run();
    } finally {
      engine.mutex.lock();
    }
  }
}
