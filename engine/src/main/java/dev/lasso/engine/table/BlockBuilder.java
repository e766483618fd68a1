package dev.lasso.engine.table;

import java.util.Arrays;

/**
 * A block in the making: pairs of key and value, in order. A key is stored as the length that it shares with the key
 * before and the rest; every so many pairs it is stored whole, and these restart points are listed at the end, where a
 * search begins. A pair is varint shared, varint length of the rest, varint length of the value, rest, value; the block
 * ends with the offsets of the restart points and their number, four bytes each.
 */
final class BlockBuilder {
  private final int restartInterval;
  private final Bytes bytes;
  private int[] restarts = new int[16];
  private int restartCount;
  private int sinceRestart;
  private byte[] lastKey = new byte[64];
  private int lastKeyLength;

  BlockBuilder(int restartInterval, int capacity) {
    this.restartInterval = restartInterval;
    this.bytes = new Bytes(capacity);
  }

  void add(byte[] key, int keyLength, byte[] value, int valueOffset, int valueLength) {
    int shared = 0;
    if (restartCount == 0 || sinceRestart == restartInterval) {
      addRestart();
    } else {
      int mismatch = Arrays.mismatch(lastKey, 0, lastKeyLength, key, 0, keyLength);
      shared = mismatch < 0 ? keyLength : mismatch;
    }
    bytes.addVarint(shared).addVarint(keyLength - shared).addVarint(valueLength);
    bytes.add(key, shared, keyLength - shared).add(value, valueOffset, valueLength);
    sinceRestart++;
    if (lastKey.length < keyLength) {
      lastKey = new byte[Math.max(keyLength, 2 * lastKey.length)];
    }
    System.arraycopy(key, 0, lastKey, 0, keyLength);
    lastKeyLength = keyLength;
  }

  boolean isEmpty() {
    return restartCount == 0;
  }

  /** The size of the block if it ended now. */
  int size() {
    return bytes.size() + 4 * Math.max(1, restartCount) + 4;
  }

  /** At most the size of the block with one more pair. */
  int sizeWith(int keyLength, int valueLength) {
    return size() + keyLength + valueLength + Bytes.varintLength(keyLength) + Bytes.varintLength(valueLength) + 5;
  }

  /** Ends the block. What it answers is good until {@link #clear}. */
  Bytes finish() {
    if (restartCount == 0) {
      addRestart();
    }
    for (int i = 0; i < restartCount; i++) {
      bytes.addInt(restarts[i]);
    }
    return bytes.addInt(restartCount);
  }

  void clear() {
    bytes.clear();
    restartCount = 0;
    lastKeyLength = 0;
  }

  private void addRestart() {
    if (restartCount == restarts.length) {
      restarts = Arrays.copyOf(restarts, 2 * restartCount);
    }
    restarts[restartCount++] = bytes.size();
    sinceRestart = 0;
  }
}
