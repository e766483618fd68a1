package dev.lasso.engine.version;

import dev.lasso.engine.options.LevelShape;

/**
 * The size that each level should not exceed, and the level that level 0 is compacted into.
 *
 * <p>With dynamic levels both follow from the data: the last level may be as large as it is, each one above a
 * multiplier smaller, down to the first that would be below the base size; that one is the base level. Without data
 * below level 0 the last level is the base, and no level has a limit. Source: RocksDB 4.9, CalculateBaseBytes.
 */
final class LevelTargets {
  static final long UNLIMITED = -1;

  private final int baseLevel;
  private final long[] maxBytes;

  private LevelTargets(int baseLevel, long[] maxBytes) {
    this.baseLevel = baseLevel;
    this.maxBytes = maxBytes;
  }

  /** The targets for levels of those sizes. */
  static LevelTargets of(LevelShape shape, long[] levelBytes) {
    return shape.dynamic() ? dynamic(shape, levelBytes) : fixed(shape);
  }

  int baseLevel() {
    return baseLevel;
  }

  /** The target of a level, as an integer without sign: {@link #UNLIMITED} exceeds every size. */
  long maxBytes(int level) {
    return maxBytes[level];
  }

  private static LevelTargets fixed(LevelShape shape) {
    long[] max = new long[shape.levels()];
    max[0] = UNLIMITED;
    fill(max, 1, shape.baseBytes(), shape.multiplier());
    return new LevelTargets(1, max);
  }

  private static LevelTargets dynamic(LevelShape shape, long[] levelBytes) {
    int last = shape.levels() - 1;
    int firstWithData = 0;
    long largest = 0;
    for (int level = 1; level <= last; level++) {
      if (levelBytes[level] > 0 && firstWithData == 0) {
        firstWithData = level;
      }
      largest = Math.max(largest, levelBytes[level]);
    }
    long[] max = new long[shape.levels()];
    java.util.Arrays.fill(max, UNLIMITED);
    if (firstWithData == 0) {
      return new LevelTargets(last, max);
    }
    long size = largest;
    for (int level = last - 1; level >= firstWithData; level--) {
      size /= shape.multiplier();
    }
    int base = firstWithData;
    long least = shape.baseBytes() / shape.multiplier();
    if (size <= least) {
      size = least + 1;
    } else {
      while (base > 1 && size > shape.baseBytes()) {
        base--;
        size /= shape.multiplier();
      }
      size = Math.min(size, shape.baseBytes());
    }
    fill(max, base, size, shape.multiplier());
    return new LevelTargets(base, max);
  }

  private static void fill(long[] max, int from, long first, int multiplier) {
    long size = first;
    for (int level = from; level < max.length; level++) {
      max[level] = size;
      size = Math.multiplyHigh(size, multiplier) == 0 && size * multiplier > 0 ? size * multiplier : Long.MAX_VALUE;
    }
  }
}
