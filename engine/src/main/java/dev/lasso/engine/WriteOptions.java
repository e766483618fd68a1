package dev.lasso.engine;

/**
 * How one write is made.
 *
 * @param sync return only once the write survives the machine
 * @param disableWal keep the write out of the log: it is lost unless its memtable is flushed
 */
public record WriteOptions(boolean sync, boolean disableWal) {

  public WriteOptions {
    if (sync && disableWal) {
      throw new IllegalArgumentException("a write without a log cannot be synced");
    }
  }

  /** Logged, not synced. */
  public static WriteOptions standard() {
    return new WriteOptions(false, false);
  }
}
