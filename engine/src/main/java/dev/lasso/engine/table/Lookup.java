package dev.lasso.engine.table;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A search for the value of one key as of one sequence. Memtables and tables offer it their entries of the key, newest
 * first, until one decides it.
 */
public final class Lookup {
  private final byte[] key;
  private final long sequence;
  private boolean decided;
  private byte @Nullable [] value;

  public Lookup(byte[] key, long sequence) {
    this.key = key;
    this.sequence = sequence;
  }

  public byte[] key() {
    return key;
  }

  public long sequence() {
    return sequence;
  }

  /** Takes the next older entry, whose value is copied; true once none is needed any more. */
  public boolean offer(EntryKind kind, byte[] bytes, int offset, int length) {
    if (kind == EntryKind.PUT) {
      value = Arrays.copyOfRange(bytes, offset, offset + length);
    }
    decided = true;
    return true;
  }

  public boolean isDecided() {
    return decided;
  }

  /** The value, or null if the key has none. */
  public byte @Nullable [] value() {
    return value;
  }
}
