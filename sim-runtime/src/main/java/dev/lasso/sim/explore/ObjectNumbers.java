package dev.lasso.sim.explore;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a run, numbered from 1 in the order in which they are first asked for. It goes by identity and asks no
 * object for its hash, which would be one that the program does not get. A program whose schedules can be exhausted has
 * few objects that tasks share, and asks for the latest most often.
 */
final class ObjectNumbers {

  private static final int INITIAL = 64;

  private @Nullable Object[] objects = new Object[INITIAL];
  private int size;

  void clear() {
    Arrays.fill(objects, 0, size, null);
    size = 0;
  }

  int size() {
    return size;
  }

  /** The number of an object; {@link Footprint#NO_OBJECT} for null. */
  int of(@Nullable Object object) {
    if (object == null) {
      return Footprint.NO_OBJECT;
    }
    for (int i = size - 1; i >= 0; i--) {
      if (objects[i] == object) {
        return i + 1;
      }
    }
    if (size == objects.length) {
      objects = Arrays.copyOf(objects, size * 2);
    }
    objects[size++] = object;
    return size;
  }
}
