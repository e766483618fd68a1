package dev.lasso.sim.disk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A directory that is being read: the names that it had when it was opened, one after the other. */
final class Listing {

  private final List<String> names;
  private int next;

  Listing(Directory directory) {
    names = directory.names();
  }

  /** The next name; null behind the last one. */
  @Nullable
  String next() {
    return left() == 0 ? null : names.get(next++);
  }

  int left() {
    return names.size() - next;
  }
}
