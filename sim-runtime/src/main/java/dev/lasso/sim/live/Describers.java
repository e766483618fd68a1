package dev.lasso.sim.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How a dump shows objects of the program: one describer for each class that a workload registered. */
public final class Describers {

  private final Map<Class<?>, Function<Object, String>> byClass = new LinkedHashMap<>();

  /** Registers a describer for the objects of a class. */
  public <T> void register(Class<T> type, Function<? super T, String> describer) {
    byClass.put(type, object -> describer.apply(type.cast(object)));
  }

  boolean describes(Object object) {
    return byClass.containsKey(object.getClass());
  }

  boolean isEmpty() {
    return byClass.isEmpty();
  }

  /** The lines for an object; a describer that fails is shown with its failure, since a dump must not fail. */
  List<String> describe(Object object) {
    Function<Object, String> describer = byClass.get(object.getClass());
    if (describer == null) {
      return List.of();
    }
    try {
      return new ArrayList<>(describer.apply(object).lines().toList());
    } catch (RuntimeException failure) {
      return List.of("(its describer failed: " + failure + ")");
    }
  }
}
