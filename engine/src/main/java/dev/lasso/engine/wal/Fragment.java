package dev.lasso.engine.wal;

import org.jspecify.annotations.Nullable;

/** The type of a fragment: which part of its record it is. The order of the constants is the code in files. */
enum Fragment {
  ZERO, FULL, FIRST, MIDDLE, LAST;

  static final int BLOCK = 32768;
  static final int HEADER = 7;

  private static final Fragment[] TYPES = values();

  static @Nullable Fragment of(int code) {
    return code < TYPES.length ? TYPES[code] : null;
  }

  static Fragment of(boolean first, boolean last) {
    if (first) {
      return last ? FULL : FIRST;
    }
    return last ? LAST : MIDDLE;
  }
}
