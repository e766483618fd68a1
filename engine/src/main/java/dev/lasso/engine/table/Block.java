package dev.lasso.engine.table;

import dev.lasso.engine.file.CorruptionException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The content of a block that {@link BlockBuilder} made, uncompressed. It never changes. */
final class Block {
  private final byte[] bytes;
  private final int pairsEnd;
  private final int restartCount;
  private final String file;
  private final long offset;

  /**
   * The block in the first {@code size} bytes of an array.
   *
   * @param offset where it lies in {@code file}
   */
  Block(byte[] bytes, int size, String file, long offset) throws CorruptionException {
    this.bytes = bytes;
    this.file = file;
    this.offset = offset;
    this.restartCount = size < 8 ? 0 : LittleEndian.getInt(bytes, size - 4);
    if (restartCount < 1 || restartCount > size / 4 - 1) {
      throw corrupt("a block of " + size + " bytes has " + restartCount + " restart points");
    }
    this.pairsEnd = size - 4 - 4 * restartCount;
  }

  byte[] bytes() {
    return bytes;
  }

  /** The end of the pairs. */
  int pairsEnd() {
    return pairsEnd;
  }

  int restartCount() {
    return restartCount;
  }

  /** Where a pair begins whose key is whole. */
  int restart(int index) throws CorruptionException {
    int restart = LittleEndian.getInt(bytes, pairsEnd + 4 * index);
    if (restart < 0 || restart > pairsEnd) {
      throw corrupt("restart point " + index + " lies outside of its block");
    }
    return restart;
  }

  /** Its bytes in memory. */
  int memoryBytes() {
    return bytes.length;
  }

  long offset() {
    return offset;
  }

  /** All pairs, for the small blocks whose keys are text. */
  Map<String, byte[]> pairs() throws CorruptionException {
    Map<String, byte[]> pairs = new TreeMap<>();
    BlockCursor cursor = new BlockCursor(KeyOrder.bytewise(), 0);
    cursor.open(this);
    for (cursor.seekToFirst(); cursor.isValid(); cursor.next()) {
      String key = new String(cursor.key(), 0, cursor.keyLength(), java.nio.charset.StandardCharsets.UTF_8);
      pairs.put(key, Arrays.copyOfRange(bytes, cursor.valueOffset(), cursor.valueOffset() + cursor.valueLength()));
    }
    return pairs;
  }

  CorruptionException corrupt(String reason) {
    return new CorruptionException(file, offset, reason);
  }
}
