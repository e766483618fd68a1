package dev.lasso.workloads.mixed;

import dev.lasso.workloads.model.ExpectedValue;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The keys of all column families, a slot of the expected state each, and what their values look like: a value tells
 * its slot and its base, and every other byte of it follows from these. Keys of the same eight share a prefix.
 *
 * @param families how many column families there are
 * @param keys how many keys each has, at most 65,536
 * @param valueBytes the least size of a value; others have twice or three times as much
 */
public record KeySpace(int families, int keys, int valueBytes) {

  static final int KEYS_OF_PREFIX = 8;
  private static final int HEADER = 8;
  private static final int SIZES = 3;

  /** How many slots there are. */
  public int slots() {
    return families * keys;
  }

  int slot(int family, int key) {
    return family * keys + key;
  }

  int family(int slot) {
    return slot / keys;
  }

  /** The bytes of a key; their order is that of the numbers. */
  byte[] key(int number) {
    return ByteBuffer.allocate(4).putShort((short) (number / KEYS_OF_PREFIX)).putShort((short) number).array();
  }

  /** The bytes of the key of a slot. */
  byte[] keyOf(int slot) {
    return key(slot % keys);
  }

  /**
   * The number of a key that was read.
   *
   * @throws AssertionError if nobody has ever written it
   */
  int number(byte[] key) {
    int number = key.length == 4 ? Short.toUnsignedInt(ByteBuffer.wrap(key).getShort(2)) : keys;
    if (number >= keys || !Arrays.equals(key, key(number))) {
      throw new AssertionError("an iterator found the key " + Arrays.toString(key) + ", which was never written");
    }
    return number;
  }

  byte[] value(int slot, int base) {
    byte[] value = new byte[Math.max(HEADER, valueBytes * (1 + base % SIZES))];
    Arrays.fill(value, HEADER, value.length, (byte) (slot * 31 + base));
    ByteBuffer.wrap(value).putInt(slot).putInt(base);
    return value;
  }

  /**
   * The base of a value that was read, or {@link ExpectedValue#ABSENT}.
   *
   * @throws AssertionError if it was never written to that slot
   */
  int base(int slot, byte @Nullable [] value, String where) {
    if (value == null) {
      return ExpectedValue.ABSENT;
    }
    int base = value.length < HEADER ? ExpectedValue.ABSENT : ByteBuffer.wrap(value).getInt(4);
    if (base < 0 || !Arrays.equals(value, value(slot, base))) {
      throw new AssertionError(where + " found " + value.length + " bytes that nobody wrote there, beginning with "
          + Arrays.toString(Arrays.copyOf(value, Math.min(value.length, 2 * HEADER))));
    }
    return base;
  }

  /** A slot as messages name it. */
  String name(int slot) {
    return "key " + slot % keys + " of column family " + family(slot);
  }
}
