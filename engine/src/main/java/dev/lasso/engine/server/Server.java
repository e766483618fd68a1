package dev.lasso.engine.server;

import dev.lasso.engine.log.InfoLog;
import org.jspecify.annotations.Nullable;

/** A thread that serves a connection until it is told to stop. */
public abstract class Server {
  private final String name;
  private final InfoLog log;
  private volatile State state = State.NOT_STARTED;
  private volatile @Nullable Thread thread;
  private volatile @Nullable Throwable lastFailure;

  /** A server without a thread; its thread will have this name. */
  protected Server(String name, InfoLog log) {
    this.name = name;
    this.log = log;
  }

  /**
   * Starts the thread. Called once; if it throws there is no thread, and stopping and joining do nothing.
   *
   * @throws OutOfMemoryError if the system has no thread to give
   */
  public final void start() {
    Thread started = new Thread(this::run, name);
    started.setDaemon(true);
    state = State.RUNNING;
    boolean runs = false;
    try {
      started.start();
      thread = started;
      runs = true;
    } finally {
      if (!runs) {
        state = State.NOT_STARTED;
      }
    }
  }

  /** Lets the thread end after what it is doing; without waiting for it. */
  public final void tellToStop() {
    if (state == State.RUNNING) {
      state = State.STOPPING;
    }
    wakeToStop();
  }

  /** Waits for the end of the thread, however often the caller is interrupted meanwhile. */
  public final void join() {
    Thread joined = thread;
    boolean interrupted = false;
    while (joined != null && joined.isAlive()) {
      try {
        joined.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the caller is this server. */
  public final boolean isCurrentThread() {
    return Thread.currentThread() == thread;
  }

  /** Its name, state and counts in one line; takes no lock. */
  public final String describe() {
    Throwable failure = lastFailure;
    return name + " " + state + (counts().isEmpty() ? "" : " " + counts())
        + (failure == null ? "" : " last_failure=" + failure);
  }

  /** What the thread does; it returns soon after {@link #isRunning} became false. */
  protected abstract void serve();

  /** Ends a wait of the thread, which has been told to stop. */
  protected abstract void wakeToStop();

  /** What {@link #describe} says beside the state; takes no lock. */
  protected abstract String counts();

  /** Whether the thread is to go on. */
  protected final boolean isRunning() {
    return state == State.RUNNING;
  }

  /** Keeps a failure that the thread survives, and logs it as well as it can. */
  protected final void note(Throwable failure) {
    lastFailure = failure;
    try {
      log.error(name + " failed: " + failure);
    } catch (RuntimeException | Error e) {
      // The LOG is what fails, for want of memory perhaps: the describer still knows the failure.
      failure.addSuppressed(e);
    }
  }

  private void run() {
    try {
      serve();
    } finally {
      state = State.STOPPED;
    }
  }

  private enum State {
    NOT_STARTED, RUNNING, STOPPING, STOPPED
  }
}
