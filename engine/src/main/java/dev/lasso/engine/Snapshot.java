package dev.lasso.engine;

/**
 * A moment of the database: reads at it see the writes that were made before, and none that came after. What it sees is
 * kept until it is closed, so it should not be kept for long.
 */
public final class Snapshot implements AutoCloseable {
  private final Engine engine;
  private final long sequence;
  private boolean closed;

  Snapshot(Engine engine, long sequence) {
    this.engine = engine;
    this.sequence = sequence;
  }

  /** The number of the last write that it sees. */
  public long sequence() {
    return sequence;
  }

  /** The sequence, for a read of {@code reader}. With the mutex. */
  long sequenceFor(Engine reader) {
    if (engine != reader) {
      throw new IllegalArgumentException("the snapshot is of another engine");
    }
    if (closed) {
      throw new IllegalStateException("the snapshot is closed");
    }
    return sequence;
  }

  /** Lets go of what only it sees; nothing happens if it is closed. */
  @Override
  public void close() {
    engine.mutex.lock();
    try {
      if (!closed) {
        closed = true;
        engine.reads.release(sequence);
      }
    } finally {
      engine.mutex.unlock();
    }
  }
}
