package dev.lasso.engine.table;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

/**
 * A position among entries in the order of {@link Entry#order}. A pass forward begins with {@link #seekToFirst} or
 * {@link #seek} and goes on with {@link #next}; a pass backward begins with {@link #seekToLast} or {@link #seekBefore}
 * and goes on with {@link #prev}. Key and value are slices of arrays that belong to the iterator: the key's array is
 * overwritten by the next move, the value's never is. For one thread.
 */
public interface EntryIterator extends Closeable {

  void seekToFirst() throws IOException;

  void seekToLast() throws IOException;

  /** Goes to the first entry of {@code key} at or before {@code sequence}, or else to the first behind that place. */
  void seek(byte[] key, long sequence) throws IOException;

  /** Goes to the last entry before the place that {@link #seek} goes to. */
  default void seekBefore(byte[] key, long sequence) throws IOException {
    seek(key, sequence);
    if (isValid()) {
      prev();
    } else {
      seekToLast();
    }
  }

  void next() throws IOException;

  void prev() throws IOException;

  /** Whether there is an entry at the position; all below may be asked only then. */
  boolean isValid();

  /** An array that begins with the key. */
  byte[] keyArray();

  int keyLength();

  long sequence();

  EntryKind kind();

  byte[] valueArray();

  int valueOffset();

  int valueLength();

  /** The entry at the position, with arrays of its own. */
  default Entry entry() {
    return new Entry(Arrays.copyOf(keyArray(), keyLength()), sequence(), kind(), value());
  }

  /** A copy of the value. */
  default byte[] value() {
    return Arrays.copyOfRange(valueArray(), valueOffset(), valueOffset() + valueLength());
  }

  @Override
  void close();
}
