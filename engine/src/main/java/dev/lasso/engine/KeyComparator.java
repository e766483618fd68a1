package dev.lasso.engine;

import dev.lasso.engine.table.KeyOrder;
import java.util.Comparator;

/**
 * The order of the keys of a database. Its name is stored, and a database opens only with the comparator it was made
 * with.
 */
public interface KeyComparator extends KeyOrder {

  /** The name that an OPTIONS file gives. */
  String name();

  /** The order of the bytes without sign, shorter first: the default of RocksDB. */
  static KeyComparator bytewise() {
    return named("leveldb.BytewiseComparator", KeyOrder.bytewise());
  }

  /** An order under a name. */
  static KeyComparator named(String name, Comparator<byte[]> order) {
    KeyOrder keys = order instanceof KeyOrder ranges ? ranges : order::compare;
    return new KeyComparator() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public int compare(byte[] left, byte[] right) {
        return keys.compare(left, right);
      }

      @Override
      public int compare(byte[] left, int leftFrom, int leftTo, byte[] right, int rightFrom, int rightTo) {
        return keys.compare(left, leftFrom, leftTo, right, rightFrom, rightTo);
      }
    };
  }
}
