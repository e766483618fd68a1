package dev.lasso.sim.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Names objects by their class and a number, in the order in which they are asked for. Found by search and not by
 * identity hash, which in a run is the same for all objects; what was asked for last is found first.
 */
public final class ObjectNames {

  private final Map<String, List<Named>> byClass = new HashMap<>();
  private final List<Named> inOrder = new ArrayList<>();

  private record Named(Object object, String name) {}

  /** The name of an object, such as {@code ReentrantLock#1}. */
  public String of(Object object) {
    String type = simple(object.getClass());
    List<Named> known = byClass.computeIfAbsent(type, fresh -> new ArrayList<>());
    for (int i = known.size() - 1; i >= 0; i--) {
      Named named = known.get(i);
      if (named.object == object) {
        known.add(known.remove(i));
        return named.name;
      }
    }
    Named named = new Named(object, type + "#" + (known.size() + 1));
    known.add(named);
    inOrder.add(named);
    return named.name;
  }

  /** The name of the first object of this kind among those that have one, or null. */
  @Nullable
  String known(Predicate<Object> kind) {
    return inOrder.stream().filter(named -> kind.test(named.object)).map(Named::name).findFirst().orElse(null);
  }

  /** What is known of each named object otherwise, in the order of the names; without those of which nothing is. */
  public Map<String, String> with(Function<Object, String> other) {
    Map<String, String> others = new LinkedHashMap<>();
    for (Named named : inOrder) {
      String said = other.apply(named.object);
      if (!said.isEmpty()) {
        others.put(named.name, said);
      }
    }
    return others;
  }

  private static String simple(Class<?> type) {
    String name = type.getName();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
