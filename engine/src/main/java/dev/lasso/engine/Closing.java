package dev.lasso.engine;

import dev.lasso.engine.options.Quirk;
import java.io.IOException;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * The end of an engine, in two steps. First it is closing: writers that are stopped or delayed, and all that come, get
 * an error, while writes that no log holds are flushed. Then it shuts down: whoever waits for background work gets an
 * error too, work that has not begun is taken back, work that runs is waited for, and the files are closed. So nobody
 * can hold up a close but a file operation that does not return.
 *
 * <p>The background work can be cancelled before, for good. Writes that no log holds are flushed first, since close can
 * do that no more, and refused from then on.
 */
final class Closing {
  private final Engine engine;
  private final Condition delayCv;
  private boolean refusesToStop;
  private volatile boolean cancelling;
  private volatile boolean closing;
  private volatile boolean shuttingDown;
  private volatile boolean closed;

  Closing(Engine engine) {
    this.engine = engine;
    this.delayCv = engine.mutex.newCondition();
  }

  /** Whether writes without the log are refused, since a flush may never come. */
  boolean isCancelling() {
    return cancelling;
  }

  /** Whether no more writes are taken. */
  boolean isClosing() {
    return closing;
  }

  /** Whether no more background work is done. */
  boolean isShuttingDown() {
    return shuttingDown;
  }

  /** Whether the files are closed. */
  boolean isClosed() {
    return closed;
  }

  /** Sleeps, letting go of the mutex, for at least {@code micros}, or until the engine closes; interrupts wait. */
  void pause(long micros) {
    long deadline = System.nanoTime() + micros * 1000;
    boolean interrupted = false;
    for (long left = micros * 1000; left > 0 && !closing; left = deadline - System.nanoTime()) {
      try {
        if (delayCv.awaitNanos(left) <= 0) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether no writer is stopped any more. With the mutex. */
  boolean refusesToStop() {
    return refusesToStop;
  }

  /** Releases the writers that are stopped, and all that would be. With the mutex. */
  void releaseStopped() {
    refusesToStop = true;
    engine.bgCv.signalAll();
  }

  /**
   * Lets no background work begin from now on, and if {@code wait} returns once none runs. Called without the mutex.
   */
  void cancel(boolean wait) throws IOException {
    engine.mutex.lock();
    try {
      engine.checkOpen();
      if (cancelling) {
        awaitShutDown();
      } else {
        cancelling = true;
        flushAndShutDown();
      }
      while (wait && !engine.scheduler.isIdle()) {
        engine.bgCv.awaitUninterruptibly();
      }
    } finally {
      engine.mutex.unlock();
    }
  }

  private void awaitShutDown() {
    while (!shuttingDown) {
      engine.bgCv.awaitUninterruptibly();
    }
  }

  private void flushAndShutDown() throws IOException {
    releaseStopped();
    try {
      if (!leavesFlushToClose()) {
        flushUnpersisted();
      }
    } finally {
      shuttingDown = true;
      engine.bgCv.signalAll();
    }
  }

  private boolean leavesFlushToClose() {
    return engine.settings.has(Quirk.CLOSE_AWAITS_CANCELLED_FLUSH);
  }

  /** Closes the engine, or waits until another thread has done so. Called without the mutex. */
  void close() throws IOException {
    engine.mutex.lock();
    try {
      while (closing && !closed) {
        engine.bgCv.awaitUninterruptibly();
      }
      if (closed) {
        return;
      }
      begin();
    } finally {
      engine.mutex.unlock();
    }
    Throwable failure = null;
    try {
      flushBeforeClose();
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
      throw e;
    } finally {
      shutDown(failure);
    }
  }

  /** {@link #shutDown} after {@code first} went wrong, which is what the caller hears of. */
  void shutDown(@Nullable Throwable first) throws IOException {
    try {
      shutDown();
    } catch (IOException | RuntimeException | Error e) {
      if (first == null) {
        throw e;
      }
      first.addSuppressed(e);
    }
  }

  /** Ends what runs and closes the files. */
  private void shutDown() throws IOException {
    engine.mutex.lock();
    try {
      begin();
      shuttingDown = true;
      engine.bgCv.signalAll();
    } finally {
      engine.mutex.unlock();
    }
    try {
      engine.scheduler.unschedule();
      awaitIdle();
      engine.scheduler.closePools();
    } finally {
      closeFiles();
    }
  }

  private void begin() {
    closing = true;
    delayCv.signalAll();
    releaseStopped();
  }

  private void flushBeforeClose() throws IOException {
    engine.mutex.lock();
    try {
      if (!shuttingDown || leavesFlushToClose()) {
        flushUnpersisted();
      }
    } finally {
      engine.mutex.unlock();
    }
  }

  /** With the mutex, which is let go of meanwhile. */
  private void flushUnpersisted() throws IOException {
    awaitWriters();
    if (engine.writePath.hasUnpersistedData() && engine.backgroundError.first() == null) {
      engine.scheduler.maybeScheduleFlushOrCompaction();
      for (ColumnFamily family : engine.families.all()) {
        new ManualFlush(engine, family).run();
      }
    }
  }

  private void awaitIdle() throws IOException {
    engine.mutex.lock();
    try {
      while (!engine.scheduler.isIdle() || engine.ingestions.isAnyMakingFiles()) {
        engine.bgCv.awaitUninterruptibly();
      }
      awaitWriters();
      engine.logs.awaitSync();
    } finally {
      engine.mutex.unlock();
    }
  }

  /** Waits behind the last writer that was let in; those that come are turned away, or need no flush. */
  private void awaitWriters() throws IOException {
    engine.writePath.exclusively(() -> closing);
  }

  private void closeFiles() throws IOException {
    engine.mutex.lock();
    try {
      engine.closeFiles();
    } finally {
      closed = true;
      engine.bgCv.signalAll();
      engine.mutex.unlock();
    }
  }
}
