package dev.lasso.engine.table;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A forward pass over entries in the order of {@link Entry#order}. */
public interface EntryCursor {

  /** The next entry, or null at the end. */
  @Nullable
  Entry next() throws IOException;
}
