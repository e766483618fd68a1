package dev.lasso.engine;

import dev.lasso.engine.iterate.VisibleEntries;
import dev.lasso.engine.version.Version;
import java.io.Closeable;
import java.io.IOException;

/**
 * A position among the keys of a column family, which shows them as they were when it was made, or as of the snapshot
 * it was made for. It begins without a position. A move that throws leaves it without one. Until it is closed it keeps
 * tables and memtables from going away. For one thread at a time.
 */
public final class EngineIterator implements Closeable {
  private final Engine engine;
  private final ColumnFamily family;
  private final Version version;
  private final VisibleEntries entries;
  private final Moves moves = new Moves();
  private boolean closed;

  EngineIterator(Engine engine, ColumnFamily family, Version version, VisibleEntries entries) {
    this.engine = engine;
    this.family = family;
    this.version = version;
    this.entries = entries;
  }

  /** Goes to the first key within the bounds. */
  public void seekToFirst() throws IOException {
    checkOpen();
    entries.seekToFirst();
    moves.seek(isValid());
  }

  /** Goes to the last key within the bounds. */
  public void seekToLast() throws IOException {
    checkOpen();
    entries.seekToLast();
    moves.seek(isValid());
  }

  /** Goes to the first key at or behind {@code key}. */
  public void seek(byte[] key) throws IOException {
    checkOpen();
    entries.seek(key);
    moves.seek(isValid());
  }

  /** Goes to the last key at or before {@code key}. */
  public void seekForPrev(byte[] key) throws IOException {
    checkOpen();
    entries.seekForPrev(key);
    moves.seek(isValid());
  }

  /**
   * Goes to the key behind.
   *
   * @throws IllegalStateException if there is no position
   */
  public void next() throws IOException {
    checkOpen();
    entries.next();
    moves.next(isValid());
  }

  /**
   * Goes to the key before.
   *
   * @throws IllegalStateException if there is no position
   */
  public void prev() throws IOException {
    checkOpen();
    entries.prev();
    moves.prev(isValid());
  }

  /** Whether there is a key at the position. */
  public boolean isValid() {
    return entries.isValid();
  }

  /**
   * The key, for the caller to keep.
   *
   * @throws IllegalStateException if there is no position
   */
  public byte[] key() {
    return entries.key();
  }

  /**
   * The value, for the caller to keep.
   *
   * @throws IllegalStateException if there is no position
   */
  public byte[] value() {
    return entries.value();
  }

  /** Lets go of tables and memtables; nothing happens if it is closed. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      entries.close();
      engine.reads.release(family, version, moves);
      engine.families.release(family);
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the iterator is closed");
    }
    engine.checkOpen();
  }
}
