package dev.lasso.engine.table;

import java.util.Arrays;
import java.util.Comparator;

/** The order of keys. An order that can compare keys where they lie in a larger array spares their copies. */
@FunctionalInterface
public interface KeyOrder extends Comparator<byte[]> {

  /** Compares the keys that two ranges hold; the ends are exclusive. */
  default int compare(byte[] left, int leftFrom, int leftTo, byte[] right, int rightFrom, int rightTo) {
    return compare(whole(left, leftFrom, leftTo), whole(right, rightFrom, rightTo));
  }

  /** The order of the bytes without sign, shorter first. */
  static KeyOrder bytewise() {
    return new KeyOrder() {
      @Override
      public int compare(byte[] left, byte[] right) {
        return Arrays.compareUnsigned(left, right);
      }

      @Override
      public int compare(byte[] left, int leftFrom, int leftTo, byte[] right, int rightFrom, int rightTo) {
        return Arrays.compareUnsigned(left, leftFrom, leftTo, right, rightFrom, rightTo);
      }
    };
  }

  private static byte[] whole(byte[] bytes, int from, int to) {
    return from == 0 && to == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, to);
  }
}
