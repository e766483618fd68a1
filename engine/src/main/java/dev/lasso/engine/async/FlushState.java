package dev.lasso.engine.async;

/** Where a flush is; the ordinals are WiredTiger's values. */
enum FlushState {
  /** There is none. */
  NONE,
  /** All workers have come; its caller may go on. */
  COMPLETE,
  /** Its operation is in the ring. */
  IN_PROGRESS,
  /** A worker has taken it out of the ring; the workers gather. */
  FLUSHING
}
