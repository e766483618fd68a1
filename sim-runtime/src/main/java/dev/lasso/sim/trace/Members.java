package dev.lasso.sim.trace;

import dev.lasso.sim.explore.Operations;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of the members that operation codes carry a hash of. */
final class Members {

  private final Map<String, Map<Integer, String>> byClass = new HashMap<>();

  /** The member of {@code object} that an operation is about; an empty string if it cannot be told. */
  String name(@Nullable Object object, int operation) {
    if (object == null) {
      return "";
    }
    Class<?> type = object.getClass();
    return byClass.computeIfAbsent(type.getName(), fresh -> members(type)).getOrDefault(hash(operation), "");
  }

  private static int hash(int operation) {
    return operation - Operations.kind(operation);
  }

  private static Map<Integer, String> members(Class<?> type) {
    Map<Integer, String> names = new HashMap<>();
    try {
      for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
        for (Field field : owner.getDeclaredFields()) {
          names.putIfAbsent(Operations.of(0, field.getName()), field.getName());
        }
      }
      for (Method method : type.getMethods()) {
        names.putIfAbsent(Operations.of(0, method.getName()), method.getName());
      }
    } catch (LinkageError unresolvable) {
      // A class that refers to what is not there: its members have no names then.
    }
    return names;
  }
}
