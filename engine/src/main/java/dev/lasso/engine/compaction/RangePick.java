package dev.lasso.engine.compaction;

import org.jspecify.annotations.Nullable;

/**
 * What became of the request to compact a key range of a level.
 *
 * @param compaction what was chosen, its tables marked, or null
 * @param conflict whether nothing was chosen because another compaction is at it; else there is nothing to compact
 * @param rest where the part of the range begins that was left for later, or null if none was
 */
public record RangePick(@Nullable Compaction compaction, boolean conflict, byte @Nullable [] rest) {
  static final RangePick NOTHING = new RangePick(null, false, null);
  static final RangePick CONFLICT = new RangePick(null, true, null);
}
