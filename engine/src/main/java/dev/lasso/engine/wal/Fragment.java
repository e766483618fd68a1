package dev.lasso.engine.wal;

import org.jspecify.annotations.Nullable;

/**
 * The type of a fragment: which part of its record it is. The order of the constants is the code in files; a fragment
 * of a recycled file has a code greater by {@link #RECYCLABLE}, and the number of its log behind the header.
 */
enum Fragment {
  ZERO, FULL, FIRST, MIDDLE, LAST;

  static final int BLOCK = 32768;
  static final int HEADER = 7;
  static final int RECYCLABLE = 4;
  static final int LOG_NUMBER = 4;

  private static final Fragment[] TYPES = values();

  static @Nullable Fragment of(int code) {
    int plain = isRecyclable(code) ? code - RECYCLABLE : code;
    return plain < TYPES.length ? TYPES[plain] : null;
  }

  static boolean isRecyclable(int code) {
    return code > RECYCLABLE && code <= 2 * RECYCLABLE;
  }

  static Fragment of(boolean first, boolean last) {
    if (first) {
      return last ? FULL : FIRST;
    }
    return last ? LAST : MIDDLE;
  }
}
