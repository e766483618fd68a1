package dev.lasso.engine.server;

import java.io.IOException;

/** A part of the engine that holds memory which it can give back. */
public interface CachePressure {

  /** What it holds, in bytes. Takes no lock. */
  long bytesInUse();

  /**
   * Gives back about {@code bytes}, or begins to, without waiting for any other thread's work.
   *
   * @return the bytes that are free already
   */
  long evict(long bytes) throws IOException;

  /**
   * {@link #evict} for a thread that is about to take memory itself, and may wait for what it began.
   *
   * @return the bytes that are free then
   */
  default long evictAndWait(long bytes) throws IOException {
    return evict(bytes);
  }
}
