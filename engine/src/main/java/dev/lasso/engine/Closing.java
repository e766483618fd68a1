package dev.lasso.engine;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * The end of an engine, in two steps. First it is closing: writers that are stopped or delayed, and all that come, get
 * an error, while writes that no log holds are flushed. Then it shuts down: whoever waits for background work gets an
 * error too, work that has not begun is taken back, work that runs is waited for, and the files are closed. So nobody
 * can hold up a close but a file operation that does not return.
 */
final class Closing {
  private final Engine engine;
  private final Condition delayCv;
  private boolean refusesToStop;
  private volatile boolean closing;
  private volatile boolean shuttingDown;
  private volatile boolean closed;

  Closing(Engine engine) {
    this.engine = engine;
    this.delayCv = engine.mutex.newCondition();
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
      flushUnpersisted();
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

  private void flushUnpersisted() throws IOException {
    engine.mutex.lock();
    try {
      awaitWriters();
      if (engine.writePath.hasUnpersistedData() && engine.bgError() == null) {
        engine.scheduler.maybeScheduleFlushOrCompaction();
        for (ColumnFamily family : engine.families.all()) {
          new ManualFlush(engine, family).run();
        }
      }
    } finally {
      engine.mutex.unlock();
    }
  }

  private void awaitIdle() throws IOException {
    engine.mutex.lock();
    try {
      while (!engine.scheduler.isIdle()) {
        engine.bgCv.awaitUninterruptibly();
      }
      awaitWriters();
    } finally {
      engine.mutex.unlock();
    }
  }

  /** Waits behind the last writer that was let in; those that come are turned away. */
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
