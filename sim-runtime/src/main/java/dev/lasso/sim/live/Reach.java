package dev.lasso.sim.live;

import dev.lasso.sim.jdk.HeapReader;
import dev.lasso.sim.jdk.HeapReader.Slot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The objects that can be reached from some roots: through fields and array elements, referents of weak references too,
 * and through the statics of every class that code could name: those of the loader of an object's class, of the loaders
 * that this one reaches, and of the JDK and the class path. The way ends at objects of Lasso, which are no part of the
 * program, and at those of programs that ran before, which a static of the JDK may still hold: what can be proved of a
 * run must not depend on them.
 */
final class Reach {

  private static final String LASSO = "dev.lasso.sim.";

  /**
   * A key of the JDK's tables of values that there is one of, such as method types: only those find the value who have
   * one equal to it. There are as many as programs ever linked, and they share one identity hash.
   */
  private static final String INTERNING_KEY = "jdk.internal.util.WeakReferenceKey";

  private final ClassLoader program;
  private final HeapReader heap = new HeapReader();
  private final Map<Object, List<Class<?>>> classes = new IdentityHashMap<>();
  private final Map<String, Set<Object>> reached = new HashMap<>();
  private final Set<ClassLoader> code = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> unexpanded = new ArrayDeque<>();

  /** Nothing yet but the statics that all code of a program can name, out of all classes of this JVM. */
  Reach(ClassLoader program, List<Class<?>> allClasses) {
    this.program = program;
    List<Class<?>> ofTheJdk = new ArrayList<>();
    for (Class<?> type : allClasses) {
      ClassLoader loader = type.getClassLoader();
      (loader == null ? ofTheJdk : classes.computeIfAbsent(loader, defines -> new ArrayList<>())).add(type);
    }
    ofTheJdk.forEach(this::reachStatics);
    add(ClassLoader.getSystemClassLoader());
  }

  /** Adds a root and all that it reaches. A class stands for what its code can name. */
  void add(@Nullable Object root) {
    reach(root);
    for (Object next = unexpanded.poll(); next != null; next = unexpanded.poll()) {
      expand(next);
    }
  }

  boolean contains(Object object) {
    return peers(object).contains(object);
  }

  /**
   * The objects reached that have something in common with this one. All objects that runs were the first to hash have
   * the same identity hash, and one set of them would be a list; these are, above all, classes.
   */
  private Set<Object> peers(Object object) {
    String common = object instanceof Class<?> type ? type.getName() : object.getClass().getName();
    return reached.computeIfAbsent(common, has -> Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  /** The classes of the loaders that were reached, but for those of the JDK and the class path of this JVM. */
  List<Class<?>> classesOfPrograms() {
    List<Class<?>> found = new ArrayList<>();
    for (ClassLoader loader : code) {
      if (loader != ClassLoader.getSystemClassLoader() && loader != ClassLoader.getPlatformClassLoader()) {
        found.addAll(classes.getOrDefault(loader, List.of()));
      }
    }
    return found;
  }

  private void reach(@Nullable Object object) {
    if (object instanceof ClassLoader loader) {
      reachLoader(loader);
    }
    if (object != null && !(object instanceof String) && !isOutside(object) && peers(object).add(object)) {
      unexpanded.add(object);
    }
  }

  private boolean isOutside(Object object) {
    Class<?> type = object instanceof Class<?> itself ? itself : object.getClass();
    String name = type.getName();
    return name.startsWith(LASSO) || name.equals(INTERNING_KEY) || isOfAnotherProgram(type.getClassLoader());
  }

  /** The loaders of programs are Lasso's. */
  private boolean isOfAnotherProgram(@Nullable ClassLoader loader) {
    return loader != null && loader != program && loader.getClass().getName().startsWith(LASSO);
  }

  private void expand(Object object) {
    if (object instanceof Class<?> type) {
      reachCode(type);
      return;
    }
    reachCode(object.getClass());
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

  private void reachCode(Class<?> type) {
    if (type.getClassLoader() != null) {
      reachLoader(type.getClassLoader());
    }
  }

  private void reachLoader(ClassLoader loader) {
    if (!isOfAnotherProgram(loader) && code.add(loader)) {
      reach(loader);
      reach(loader.getParent());
      classes.getOrDefault(loader, List.of()).forEach(this::reachStatics);
    }
  }

  private void reachStatics(Class<?> type) {
    HeapReader.statics(type).values().forEach(this::reach);
  }
}
