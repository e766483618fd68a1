package dev.lasso.engine.options;

/**
 * How the levels of the tree are dimensioned.
 *
 * @param dynamic whether the target sizes follow from the size of the last level
 * @param targetFileBytes the size of a table of the first level below 0, multiplied for each level below it
 */
public record LevelShape(int levels, int compactionTrigger, long baseBytes, int multiplier, boolean dynamic,
    long targetFileBytes, int targetFileMultiplier) {

  /** The size at which a compaction into {@code level} begins the next table, in bytes. */
  public long targetFileBytes(int level) {
    double size = targetFileBytes * Math.pow(targetFileMultiplier, Math.max(0, level - 1));
    return size >= Long.MAX_VALUE ? Long.MAX_VALUE : (long) size;
  }
}
