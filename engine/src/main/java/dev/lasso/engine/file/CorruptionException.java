package dev.lasso.engine.file;

import java.io.IOException;

/** Bytes that are not what the engine wrote: which file, at which offset, and what is wrong with them. */
public final class CorruptionException extends IOException {
  private static final long serialVersionUID = 1L;

  public CorruptionException(String file, long offset, String reason) {
    super("Corruption: " + file + " at offset " + offset + ": " + reason);
  }
}
