package dev.lasso.sim.live;

import dev.lasso.sim.jdk.HeapReader;
import dev.lasso.sim.jdk.HeapReader.Slot;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Names objects by the field that holds them: {@code Engine.bgCv}, {@code Cache.queue.notEmpty}. A walk over the heap,
 * breadth first from the statics of the program's classes and from its threads, remembers for each object the reference
 * by which it was first reached; an object's name is the last field of the program on that path and the fields of the
 * JDK below it. Nothing of the program is run.
 */
final class Names {

  private static final int LIMIT = 500_000;

  /** Roots that refer to each other make a circle. */
  private static final int DEEPEST = 1_000;

  private final HeapReader heap = new HeapReader();
  private final Predicate<Class<?>> ofProgram;
  private final Map<Object, Reference> reachedBy = new IdentityHashMap<>();
  private final List<Object> order = new ArrayList<>();
  private final Map<String, Integer> anonymous = new HashMap<>();
  private final Map<Object, String> given = new IdentityHashMap<>();

  /** How an object was first reached: through which field (null for an array element or a root) of what. */
  private record Reference(@Nullable Field field, @Nullable Object holder) {

    boolean isRoot() {
      return field == null && holder == null;
    }
  }

  /**
   * Names for the objects that can be reached now.
   *
   * @param programClasses in an order that does not change from run to run
   * @param roots objects to start from besides statics
   * @param ofProgram whether a class belongs to the program
   */
  Names(Collection<Class<?>> programClasses, Collection<?> roots, Predicate<Class<?>> ofProgram) {
    this.ofProgram = ofProgram;
    for (Class<?> type : programClasses) {
      HeapReader.statics(type).forEach((field, value) -> reach(value, field, null));
    }
    roots.forEach(root -> reach(root, null, null));
    for (int next = 0; next < order.size() && order.size() < LIMIT; next++) {
      expand(order.get(next));
    }
  }

  private void reach(@Nullable Object object, @Nullable Field field, @Nullable Object holder) {
    if (object == null || object instanceof Class || object instanceof ClassLoader || object instanceof String) {
      return;
    }
    Reference known = reachedBy.get(object);
    if (known == null) {
      order.add(object);
    }
    if (known == null || known.isRoot() && field != null && (isNamed(field) || isOfConcurrency(field))) {
      reachedBy.put(object, new Reference(field, holder));
    }
  }

  private void expand(Object object) {
    if (object instanceof Object[] elements) {
      for (Object element : elements) {
        reach(element, null, object);
      }
      return;
    }
    for (Slot slot : heap.slots(object.getClass())) {
      reach(slot.read(object), slot.field(), object);
    }
  }

  /** Every object that was reached and is an instance of a class that {@code wanted} accepts, in order of discovery. */
  List<Object> instances(Predicate<Object> wanted) {
    return order.stream().filter(wanted).toList();
  }

  /** The name of an object: by field if one of the program leads to it, else by class and number. */
  String of(Object object) {
    return given.computeIfAbsent(object, this::find);
  }

  private String find(Object object) {
    String field = field(object);
    String type = simple(object.getClass());
    return field.isEmpty() ? type + "#" + anonymous.merge(type, 1, Integer::sum) : field;
  }

  /** The field that an object is named by; an empty string if none of the program leads to it. */
  String field(Object object) {
    if (object instanceof Class<?> type) {
      return simple(type) + ".class";
    }
    StringBuilder path = new StringBuilder();
    Object at = object;
    int depth = 0;
    for (Reference by = reachedBy.get(at); by != null && depth < DEEPEST; by = at == null ? null : reachedBy.get(at)) {
      depth++;
      Field field = by.field();
      if (field != null && isNamed(field)) {
        return simple(field.getDeclaringClass()) + "." + field.getName() + path;
      }
      if (field != null && isTelling(field)) {
        path.insert(0, "." + field.getName());
      }
      at = by.holder();
    }
    return "";
  }

  /** Whether a field is one that the program's author wrote down. */
  private boolean isNamed(Field field) {
    return ofProgram.test(field.getDeclaringClass()) && !field.isSynthetic() && !field.getDeclaringClass().isHidden();
  }

  /** Fields of the JDK that tell something; the guts of its locks do not. */
  private static boolean isTelling(Field field) {
    return isOfConcurrency(field) && !field.getName().equals("sync")
        && !field.getDeclaringClass().getName().startsWith("java.util.concurrent.locks.");
  }

  private static boolean isOfConcurrency(Field field) {
    return field.getDeclaringClass().getName().startsWith("java.util.concurrent.") && !field.isSynthetic();
  }

  static String simple(Class<?> type) {
    String name = type.getName();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
