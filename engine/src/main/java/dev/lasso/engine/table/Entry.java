package dev.lasso.engine.table;

import java.util.Comparator;

/** One version of one key. Its arrays are shared and never changed. */
public final class Entry {
  private final byte[] key;
  private final long sequence;
  private final EntryKind kind;
  private final byte[] value;

  /** An entry; {@code value} of a deletion is empty. */
  public Entry(byte[] key, long sequence, EntryKind kind, byte[] value) {
    this.key = key;
    this.sequence = sequence;
    this.kind = kind;
    this.value = value;
  }

  public byte[] key() {
    return key;
  }

  /** Its place in the order of all writes. */
  public long sequence() {
    return sequence;
  }

  public EntryKind kind() {
    return kind;
  }

  public byte[] value() {
    return value;
  }

  /** The order of entries: by key, and the newest of one key first. */
  public static Comparator<Entry> order(Comparator<byte[]> keys) {
    return (left, right) -> {
      int byKey = keys.compare(left.key, right.key);
      return byKey != 0 ? byKey : Long.compare(right.sequence, left.sequence);
    };
  }
}
