package dev.lasso.sim.disk;

import dev.lasso.sim.hooks.DiskError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The numbers of what is open, each time the lowest that is free; far above those of the JVM's own process. */
final class Descriptors<T> {

  private final long first;
  private final int limit;
  private final List<@Nullable T> open = new ArrayList<>();

  Descriptors(long first, int limit) {
    this.first = first;
    this.limit = limit;
  }

  /** Whether this number can only be one of these. */
  boolean owns(long number) {
    return number >= first && number < first + limit;
  }

  /** @throws DiskError EMFILE if there are too many */
  long add(T opened) throws DiskError {
    int free = open.indexOf(null);
    if (free < 0) {
      if (open.size() >= limit) {
        throw Errno.EMFILE.error();
      }
      free = open.size();
      open.add(null);
    }
    open.set(free, opened);
    return first + free;
  }

  /** Tells of all that is open, by number. */
  void forEach(BiConsumer<Long, T> action) {
    for (int i = 0; i < open.size(); i++) {
      T there = open.get(i);
      if (there != null) {
        action.accept(first + i, there);
      }
    }
  }

  /** @throws DiskError EBADF if nothing of this number is open */
  T get(long number) throws DiskError {
    T there = owns(number) && number - first < open.size() ? open.get((int) (number - first)) : null;
    if (there == null) {
      throw Errno.EBADF.error();
    }
    return there;
  }

  /** @throws DiskError as {@link #get} does */
  T remove(long number) throws DiskError {
    T there = get(number);
    open.set((int) (number - first), null);
    return there;
  }
}
