package dev.lasso.engine.compaction;

import java.io.IOException;

/** A compaction ended before it was done because nobody wants it any more. Nothing is wrong with its tables. */
public final class CompactionCancelledException extends IOException {
  private static final long serialVersionUID = 1;

  CompactionCancelledException() {
    super("the compaction is cancelled");
  }
}
