package dev.lasso.sim.live.state;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntToLongFunction;

/** 64 bits of what stands in an array. */
final class ArrayContent {

  private ArrayContent() {}

  /** Of an array of any primitive type but long. */
  static long of(Object array) {
    return switch (array) {
      case byte[] bytes -> hash(bytes.length, i -> bytes[i]);
      case int[] ints -> hash(ints.length, i -> ints[i]);
      case char[] chars -> hash(chars.length, i -> chars[i]);
      case boolean[] booleans -> hash(booleans.length, i -> booleans[i] ? 1 : 0);
      case short[] shorts -> hash(shorts.length, i -> shorts[i]);
      case float[] floats -> hash(floats.length, i -> Float.floatToRawIntBits(floats[i]));
      case double[] doubles -> hash(doubles.length, i -> Double.doubleToRawLongBits(doubles[i]));
      default -> throw new IllegalArgumentException(Objects.toString(array));
    };
  }

  private static long hash(int length, IntToLongFunction element) {
    long hash = Arrays.hashCode(new int[]{length});
    for (int i = 0; i < length; i++) {
      long mixed = (hash ^ element.applyAsLong(i)) * 0x9e3779b97f4a7c15L;
      hash = mixed ^ mixed >>> 32;
    }
    return hash;
  }
}
