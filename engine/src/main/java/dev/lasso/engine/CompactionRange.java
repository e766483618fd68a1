package dev.lasso.engine;

import org.jspecify.annotations.Nullable;

/**
 * The keys that a manual compaction is about, and whom it runs beside.
 *
 * @param first the first key, or null for no bound
 * @param last the last key, included, or null for no bound
 * @param exclusive whether it waits until no other compaction is scheduled and lets none begin beside it; else it waits
 *        only for those that work on the same tables
 */
public record CompactionRange(byte @Nullable [] first, byte @Nullable [] last, boolean exclusive) {

  /** All keys, exclusively. */
  public static CompactionRange all() {
    return new CompactionRange(null, null, true);
  }

  /** The keys from {@code first} to {@code last}, both included and null for no bound, exclusively. */
  public static CompactionRange of(byte @Nullable [] first, byte @Nullable [] last) {
    return new CompactionRange(first, last, true);
  }

  /** The same keys, beside other compactions. */
  public CompactionRange shared() {
    return new CompactionRange(first, last, false);
  }
}
