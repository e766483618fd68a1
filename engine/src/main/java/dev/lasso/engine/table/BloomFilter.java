package dev.lasso.engine.table;

import java.util.Arrays;

/**
 * A set of keys that may answer yes for a key that is not in it (B. Bloom, 1970), and never no for one that is. All
 * bits of a key lie in one line of 64 bytes, so that a question costs one cache miss; the format is that of RocksDB's
 * full filter: lines, number of probes (1 byte), number of lines (4).
 */
final class BloomFilter {
  private static final int LINE_BITS = 64 * 8;
  private static final int TAIL = 5;

  private final byte[] bytes;
  private final int probes;
  private final int lines;

  /**
   * The filter that a builder made.
   *
   * @throws IndexOutOfBoundsException if the first {@code size} bytes are none
   */
  BloomFilter(byte[] bytes, int size) {
    BytesReader tail = new BytesReader(bytes, size - TAIL, size);
    this.bytes = bytes;
    this.probes = tail.readByte();
    this.lines = tail.readInt();
    if (lines < 1 || size - TAIL != (long) lines * LINE_BITS / 8) {
      throw new IndexOutOfBoundsException("a filter of " + size + " bytes does not have " + lines + " lines");
    }
  }

  /** Whether a key with this {@link #hash} may be in it. */
  boolean mayContain(int keyHash) {
    int hash = keyHash;
    int line = Integer.remainderUnsigned(hash, lines) * LINE_BITS;
    int step = hash >>> 17 | hash << 15;
    for (int i = 0; i < probes; i++) {
      int bit = line + (hash & LINE_BITS - 1);
      if ((bytes[bit >>> 3] & 1 << (bit & 7)) == 0) {
        return false;
      }
      hash += step;
    }
    return true;
  }

  /** The hash function of LevelDB; a last incomplete word counts with sign. */
  static int hash(byte[] key) {
    int length = key.length;
    int multiplier = 0xc6a4a793;
    int hash = 0xbc9f1d34 ^ length * multiplier;
    int at = 0;
    for (; at + 4 <= length; at += 4) {
      hash = (hash + LittleEndian.getInt(key, at)) * multiplier;
      hash ^= hash >>> 16;
    }
    if (at < length) {
      for (int i = length - 1; i >= at; i--) {
        hash += key[i] << 8 * (i - at);
      }
      hash *= multiplier;
      hash ^= hash >>> 24;
    }
    return hash;
  }

  /** Collects the keys of a filter. */
  static final class Builder {
    private final int bitsPerKey;
    private int[] hashes = new int[256];
    private int count;

    Builder(int bitsPerKey) {
      this.bitsPerKey = bitsPerKey;
    }

    void add(byte[] key) {
      if (count == hashes.length) {
        hashes = Arrays.copyOf(hashes, 2 * count);
      }
      hashes[count++] = hash(key);
    }

    byte[] finish() {
      long bits = Math.max(LINE_BITS, (long) count * bitsPerKey);
      // An odd number of lines lets more bits of the hash decide.
      int lines = (int) Math.min((bits + LINE_BITS - 1) / LINE_BITS, Integer.MAX_VALUE / LINE_BITS - 1) | 1;
      int probes = Math.clamp((long) (bitsPerKey * 0.69), 1, 30);
      byte[] filter = new byte[lines * (LINE_BITS / 8) + TAIL];
      for (int i = 0; i < count; i++) {
        int hash = hashes[i];
        int line = Integer.remainderUnsigned(hash, lines) * LINE_BITS;
        int step = hash >>> 17 | hash << 15;
        for (int probe = 0; probe < probes; probe++) {
          int bit = line + (hash & LINE_BITS - 1);
          filter[bit >>> 3] |= (byte) (1 << (bit & 7));
          hash += step;
        }
      }
      filter[filter.length - TAIL] = (byte) probes;
      LittleEndian.putInt(filter, filter.length - 4, lines);
      return filter;
    }
  }
}
