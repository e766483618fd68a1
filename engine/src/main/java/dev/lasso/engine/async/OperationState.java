package dev.lasso.engine.async;

/** Where an operation is; the ordinals are WiredTiger's values. */
enum OperationState {
  /** In the ring. */
  ENQUEUED,
  /** In nobody's hands. */
  FREE,
  /** Being filled in by its caller. */
  READY,
  /** In a worker's hands. */
  WORKING
}
