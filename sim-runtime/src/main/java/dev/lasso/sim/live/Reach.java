package dev.lasso.sim.live;

import dev.lasso.sim.jdk.HeapReader;
import dev.lasso.sim.jdk.HeapReader.Slot;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The objects that can be reached from some roots through fields and array elements, referents of weak references too.
 * Lasso's own objects are no part of the program: the way ends there. Classes are roots of their own, by their statics.
 */
final class Reach {

  private static final String LASSO = "dev.lasso.sim.";

  private final HeapReader heap = new HeapReader();
  private final Set<Object> reached = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> unexpanded = new ArrayDeque<>();

  /** Adds a root and all that it reaches. */
  void add(@Nullable Object root) {
    reach(root);
    for (Object next = unexpanded.poll(); next != null; next = unexpanded.poll()) {
      expand(next);
    }
  }

  boolean contains(Object object) {
    return reached.contains(object);
  }

  private void reach(@Nullable Object object) {
    if (object != null && !(object instanceof String) && !(object instanceof Class)
        && !object.getClass().getName().startsWith(LASSO) && reached.add(object)) {
      unexpanded.add(object);
    }
  }

  private void expand(Object object) {
    if (object instanceof Object[] elements) {
      for (Object element : elements) {
        reach(element);
      }
      return;
    }
    for (Slot slot : heap.slots(object.getClass())) {
      reach(slot.read(object));
    }
  }
}
