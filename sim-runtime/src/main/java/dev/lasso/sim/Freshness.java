package dev.lasso.sim;

/** How the runs of a search come by fresh statics. */
enum Freshness {
  /**
   * The initialisers run again in the classes of the run before; a program that this is not exact for gets fresh ones.
   */
  RESTARTED,
  /** Every run has classes of its own. */
  FRESH,
  /** Not at all: what a run leaves in its statics, the next one finds. For comparison alone. */
  SHARED
}
