package dev.lasso.engine.options;

/**
 * How large the tables of a level are, and what one compaction takes on, as multiples of that.
 *
 * @param targetBytes the size of a table of the first level below 0, multiplied for each level below it
 * @param sourceFactor tables that a manual compaction takes from a level below 0 at once
 * @param expandedFactor tables up to which a compaction is widened if that costs nothing in the output level
 * @param grandparentFactor tables of the level below the output that one output table may overlap
 */
public record FileLimits(long targetBytes, int multiplier, int sourceFactor, int expandedFactor,
    int grandparentFactor) {

  /** The size at which a compaction into {@code level} begins the next table, in bytes. */
  public long targetBytes(int level) {
    return scaled(level, 1);
  }

  /** The bytes of {@code level} from which a manual compaction leaves the rest for its next step. */
  public long sourceBytes(int level) {
    return scaled(level, sourceFactor);
  }

  /** The bytes of input below which a compaction of {@code level} may be widened. */
  public long expandedBytes(int level) {
    return scaled(level, expandedFactor);
  }

  /** The bytes that a table of {@code level} may overlap in the level below. */
  public long grandparentBytes(int level) {
    return scaled(level, grandparentFactor);
  }

  private long scaled(int level, int factor) {
    double size = targetBytes * Math.pow(multiplier, Math.max(0, level - 1)) * factor;
    return size >= Long.MAX_VALUE ? Long.MAX_VALUE : (long) size;
  }
}
