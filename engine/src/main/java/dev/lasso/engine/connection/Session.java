package dev.lasso.engine.connection;

import dev.lasso.engine.EngineException;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One user's access to the default column family of a connection, which limits how many there are. Any thread may use
 * it. A call that waits for the cache or for stopped writes fails when the connection closes.
 */
public final class Session implements Closeable {
  private final Connection connection;
  private final AtomicBoolean closed = new AtomicBoolean();

  Session(Connection connection) {
    this.connection = connection;
  }

  /**
   * Sets {@code key} to {@code value}.
   *
   * @throws EngineException if the session or the connection is closed, or the engine cannot write
   */
  public void put(byte[] key, byte[] value) throws IOException {
    store().put(key, value);
  }

  /**
   * The value of {@code key}, or null if it has none.
   *
   * @throws EngineException if the session or the connection is closed
   * @throws IOException if a table cannot be read or is damaged
   */
  public byte @Nullable [] get(byte[] key) throws IOException {
    return store().get(key);
  }

  /**
   * Removes {@code key}.
   *
   * @throws EngineException if the session or the connection is closed, or the engine cannot write
   */
  public void remove(byte[] key) throws IOException {
    store().remove(key);
  }

  /**
   * Brings everything that was written into tables, and waits until that is done.
   *
   * @throws EngineException if the session or the connection is closed, or background work has failed
   */
  public void checkpoint() throws IOException {
    store().engine().flush();
  }

  /**
   * Brings everything that was written down to one level, and waits until that is done.
   *
   * @throws EngineException if the session or the connection is closed, or background work has failed
   */
  public void compact() throws IOException {
    store().engine().manualCompaction();
  }

  /** Gives the session back to the connection, which can then open another. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      connection.sessionClosed();
    }
  }

  private EngineStore store() {
    if (closed.get()) {
      throw new EngineException("the session is closed");
    }
    return connection.store();
  }
}
