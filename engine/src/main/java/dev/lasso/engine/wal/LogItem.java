package dev.lasso.engine.wal;

/** What a {@link LogReader} finds next. */
public sealed interface LogItem {

  /** A whole record. */
  final class Whole implements LogItem {
    private final long offset;
    private final byte[] bytes;

    Whole(long offset, byte[] bytes) {
      this.offset = offset;
      this.bytes = bytes;
    }

    /** Where in the file it begins. */
    public long offset() {
      return offset;
    }

    /** The record; nobody else holds the array. */
    public byte[] bytes() {
      return bytes;
    }
  }

  /**
   * Bytes that are no record. Reading may go on behind them.
   *
   * @param atTail whether the file ends within the record, which is what a crash during an append leaves
   */
  record Damage(long offset, String reason, boolean atTail) implements LogItem {}

  /** The end of the file. */
  record End() implements LogItem {}
}
