package dev.lasso.engine.async;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What operations are done to. Called by any worker. */
public interface Store {

  /** Sets {@code key} to {@code value}. */
  void put(byte[] key, byte[] value) throws IOException;

  /** The value of {@code key}, or null if it has none. */
  byte @Nullable [] get(byte[] key) throws IOException;

  /** Removes {@code key}. */
  void remove(byte[] key) throws IOException;
}
