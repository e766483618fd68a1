package dev.lasso.engine.table;

import dev.lasso.engine.file.CorruptionException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A position in a block. A search is binary over the restart points, whose keys are compared where they lie, and then
 * goes pair by pair; a step back begins again at the restart point before. The keys of data and index blocks end with
 * {@link #TAG} bytes, sequence and kind.
 */
final class BlockCursor {
  /** Sequence shifted left by 8, with the code of the kind below. */
  static final int TAG = 8;

  private final KeyOrder keys;
  private final int leastKey;
  private @Nullable Block block;
  private byte[] bytes = new byte[0];
  private int end;
  private int at;
  private int nextAt;
  private int restart;
  private byte[] key = new byte[48];
  private int keyLength;
  private int valueOffset;
  private int valueLength;

  /** A cursor without a block; its keys have at least {@code leastKey} bytes. */
  BlockCursor(KeyOrder keys, int leastKey) {
    this.keys = keys;
    this.leastKey = leastKey;
  }

  /** Takes another block; the position is not valid before a seek. */
  void open(Block other) {
    block = other;
    bytes = other.bytes();
    end = other.pairsEnd();
    at = end;
  }

  @Nullable
  Block block() {
    return block;
  }

  boolean isValid() {
    return at < end;
  }

  void invalidate() {
    at = end;
  }

  void seekToFirst() throws CorruptionException {
    goToRestart(0);
    read();
  }

  void seekToLast() throws CorruptionException {
    goToRestart(opened().restartCount() - 1);
    do {
      read();
    } while (nextAt < end);
  }

  /** Goes to the first pair whose key is not before that of {@code target} at {@code sequence}. */
  void seek(byte[] target, long sequence) throws CorruptionException {
    int low = 0;
    int high = opened().restartCount() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      goToRestart(middle);
      readHead();
      if (compare(bytes, valueOffset - keyLength, target, sequence) < 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    goToRestart(low);
    do {
      read();
    } while (at < end && compare(key, 0, target, sequence) < 0);
  }

  void next() throws CorruptionException {
    read();
  }

  void prev() throws CorruptionException {
    int target = at;
    int from = restartBefore(target);
    if (from < 0) {
      at = end;
      return;
    }
    goToRestart(from);
    do {
      read();
    } while (nextAt < target);
  }

  /** An array that begins with the key, tag included. */
  byte[] key() {
    return key;
  }

  int keyLength() {
    return keyLength;
  }

  long tag() {
    return LittleEndian.getLong(key, keyLength - TAG);
  }

  /** Where the value lies in the block. */
  int valueOffset() {
    return valueOffset;
  }

  int valueLength() {
    return valueLength;
  }

  private int compare(byte[] array, int from, byte[] target, long sequence) {
    int tagAt = from + keyLength - TAG;
    int order = keys.compare(array, from, tagAt, target, 0, target.length);
    return order != 0 ? order : Long.compare(sequence, LittleEndian.getLong(array, tagAt) >>> 8);
  }

  /** The last restart point before {@code position}, or -1. The cursor came from one that is not behind it. */
  private int restartBefore(int position) throws CorruptionException {
    int index = restart;
    while (index + 1 < opened().restartCount() && opened().restart(index + 1) < position) {
      index++;
    }
    return opened().restart(index) < position ? index : index - 1;
  }

  private void goToRestart(int index) throws CorruptionException {
    restart = index;
    nextAt = opened().restart(index);
    keyLength = 0;
  }

  /** Reads the pair at {@link #nextAt}, or becomes invalid at the end. */
  private void read() throws CorruptionException {
    if (nextAt >= end) {
      at = end;
      return;
    }
    int shared = readHead();
    int rest = keyLength - shared;
    if (keyLength > key.length) {
      key = Arrays.copyOf(key, Math.max(keyLength, 2 * key.length));
    }
    System.arraycopy(bytes, valueOffset - rest, key, shared, rest);
    at = nextAt;
    nextAt = valueOffset + valueLength;
  }

  /** Reads the three lengths of the pair at {@link #nextAt}; answers the first. */
  private int readHead() throws CorruptionException {
    int position = nextAt;
    long shared;
    long rest;
    long value;
    if (position + 3 <= end && (bytes[position] | bytes[position + 1] | bytes[position + 2]) >= 0) {
      shared = bytes[position];
      rest = bytes[position + 1];
      value = bytes[position + 2];
      position += 3;
    } else {
      BytesReader reader = new BytesReader(bytes, position, end);
      try {
        shared = reader.readVarint();
        rest = reader.readVarint();
        value = reader.readVarint();
      } catch (IndexOutOfBoundsException e) {
        throw opened().corrupt("a pair is cut off: " + e.getMessage());
      }
      position = reader.position();
    }
    long left = (long) end - position;
    if (shared < 0 || shared > keyLength || rest < 0 || rest > left || value < 0 || value > left - rest
        || shared + rest < leastKey) {
      throw opened().corrupt("a pair has impossible lengths " + shared + ", " + rest + ", " + value);
    }
    keyLength = (int) (shared + rest);
    valueOffset = position + (int) rest;
    valueLength = (int) value;
    return (int) shared;
  }

  private Block opened() {
    Block open = block;
    if (open == null) {
      throw new IllegalStateException("the cursor has no block");
    }
    return open;
  }
}
