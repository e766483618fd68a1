package dev.lasso.engine.server;

import java.io.IOException;

/** Files that are open and can be closed while nobody reads them; the next reader opens them again. */
public interface IdleHandles {

  /** How many are open. */
  int open();

  /**
   * Closes those that were not read for {@code idleNanos}, as long as more than {@code least} are open.
   *
   * @return how many were closed
   */
  int closeIdle(long idleNanos, int least) throws IOException;
}
