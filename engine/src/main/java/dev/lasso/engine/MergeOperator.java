package dev.lasso.engine;

import dev.lasso.engine.table.ValueMerge;

/**
 * How a caller's operands combine into a value, under the name by which options refer to it. It is called by readers
 * and by background threads, at once; the same input must give the same result at any time. What it throws fails the
 * read, and a flush or compaction as an I/O error would.
 */
public interface MergeOperator extends ValueMerge {

  /** The name that an OPTIONS file gives. */
  String name();
}
