package dev.lasso.engine.write;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One thread's place in the queue of writers, for one write. Its state says whose turn it is; a thread that has waited
 * for a change for a moment sleeps on {@link #stateChanged}, a condition of its own.
 *
 * @param <B> what is written
 */
public final class Writer<B> {
  private static final int SPINS = 200;

  private final @Nullable B batch;
  private final int bytes;
  private final boolean sync;
  private final boolean disableWal;
  private final AtomicReference<State> state = new AtomicReference<>(State.INIT);
  private final ReentrantLock stateLock = new ReentrantLock();
  private final Condition stateChanged = stateLock.newCondition();
  private @Nullable Throwable failure;
  @Nullable Writer<B> older;
  @Nullable Writer<B> newer;

  /** A writer of {@code batch}, or, with null, one that wants to be alone and writes nothing. */
  public Writer(@Nullable B batch, int bytes, boolean sync, boolean disableWal) {
    this.batch = batch;
    this.bytes = bytes;
    this.sync = sync;
    this.disableWal = disableWal;
  }

  /** The batch; asked only of writers that have one. */
  public B batch() {
    if (batch == null) {
      throw new IllegalStateException("an unbatched writer has no batch");
    }
    return batch;
  }

  public int bytes() {
    return bytes;
  }

  public boolean sync() {
    return sync;
  }

  public boolean disableWal() {
    return disableWal;
  }

  /** Keeps this write out of its group: the others are made all the same. For the leader. */
  public void reject(Throwable cause) {
    failure = cause;
  }

  /** Why the leader could not make this write, or null. Valid once completed, and for the leader itself. */
  public @Nullable Throwable failure() {
    return failure;
  }

  boolean hasBatch() {
    return batch != null;
  }

  void complete(@Nullable Throwable cause) {
    failure = failure == null ? cause : failure;
    become(State.COMPLETED);
  }

  /** Moves to {@code next} and wakes the writer's thread if it sleeps. */
  void become(State next) {
    State seen = state.get();
    if (seen == State.WAITING || !state.compareAndSet(seen, next)) {
      stateLock.lock();
      try {
        state.set(next);
        stateChanged.signal();
      } finally {
        stateLock.unlock();
      }
    }
  }

  /** Waits until this writer leads or is completed, and answers whether it leads. */
  boolean awaitTurn() {
    for (int i = 0; i < SPINS && state.get() == State.INIT; i++) {
      Thread.onSpinWait();
    }
    if (state.compareAndSet(State.INIT, State.WAITING)) {
      stateLock.lock();
      try {
        while (state.get() == State.WAITING) {
          stateChanged.awaitUninterruptibly();
        }
      } finally {
        stateLock.unlock();
      }
    }
    return state.get() == State.LEADER;
  }

  /** Where a writer stands. */
  enum State {
    INIT, LEADER, COMPLETED, WAITING
  }
}
