package dev.lasso.engine.version;

/**
 * The estimate of the bytes that compactions still have to rewrite until every level fits its target: level 0 and the
 * base level as a whole once level 0 has more tables than its trigger, then for each level what exceeds its target,
 * with the share of the next level that has to be rewritten along. Source: RocksDB 4.9, EstimateCompactionBytesNeeded.
 */
final class CompactionDebt {

  private CompactionDebt() {}

  static long estimate(Version version, int trigger) {
    boolean level0Due = version.files(0).size() > trigger;
    long comingDown = level0Due ? version.bytes(0) : 0;
    long debt = comingDown;
    for (int level = version.baseLevel(); level < version.levels() - 1; level++) {
      long bytes = version.bytes(level);
      if (level == version.baseLevel() && level0Due) {
        debt += bytes;
      }
      bytes += comingDown;
      comingDown = 0;
      long target = version.maxBytes(level);
      if (Long.compareUnsigned(bytes, target) > 0) {
        comingDown = bytes - target;
        long below = version.bytes(level + 1);
        if (below > 0) {
          debt += (long) (comingDown * ((double) below / bytes + 1));
        }
      }
    }
    return debt;
  }
}
