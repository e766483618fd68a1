package dev.lasso.engine;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The order of the keys of a database. Its name is stored, and a database opens only with the comparator it was made
 * with.
 */
public interface KeyComparator extends Comparator<byte[]> {

  /** The name that an OPTIONS file gives. */
  String name();

  /** The order of the bytes without sign, shorter first: the default of RocksDB. */
  static KeyComparator bytewise() {
    return named("leveldb.BytewiseComparator", Arrays::compareUnsigned);
  }

  /** An order under a name. */
  static KeyComparator named(String name, Comparator<byte[]> order) {
    return new KeyComparator() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public int compare(byte[] left, byte[] right) {
        return order.compare(left, right);
      }
    };
  }
}
