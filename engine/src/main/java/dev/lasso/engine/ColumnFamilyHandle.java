package dev.lasso.engine;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A caller's hold on a column family of one open engine. While a handle is open its family can be read, even when it
 * has been dropped; the data of a dropped family goes with its last handle. For any number of threads.
 */
public final class ColumnFamilyHandle implements AutoCloseable {
  private final Engine engine;
  private final ColumnFamily family;
  private final AtomicBoolean closed = new AtomicBoolean();

  ColumnFamilyHandle(Engine engine, ColumnFamily family) {
    this.engine = engine;
    this.family = family;
  }

  /** The name of the column family. */
  public String name() {
    return family.name;
  }

  /** The number of the column family in logs and manifests; 0 is the default one's. */
  public int id() {
    return family.id;
  }

  /** Gives the hold up. A second call does nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      engine.families.release(family);
    }
  }

  /** The column family, for {@code user}, which must be the engine that handed it out. */
  ColumnFamily of(Engine user) {
    if (user != engine) {
      throw new EngineException("the handle of column family '" + family.name + "' belongs to another engine");
    }
    return family();
  }

  ColumnFamily family() {
    if (closed.get()) {
      throw new EngineException("the handle of column family '" + family.name + "' is closed");
    }
    return family;
  }
}
