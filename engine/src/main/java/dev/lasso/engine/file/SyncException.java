package dev.lasso.engine.file;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file or directory that could not be synced. What it holds after a crash is unknown from then on: an operating
 * system may report the failure once, drop the bytes, and let the next sync succeed.
 */
public final class SyncException extends IOException {
  private static final long serialVersionUID = 1L;

  SyncException(Path path, IOException cause) {
    super("sync of " + path.getFileName() + " failed: " + cause.getMessage(), cause);
  }

  /** Whether a failed sync is what {@code failure} is, or comes from. */
  public static boolean isCauseOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SyncException) {
        return true;
      }
    }
    return false;
  }
}
