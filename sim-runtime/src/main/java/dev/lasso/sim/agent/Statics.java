package dev.lasso.sim.agent;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/** Whether classes keep anything in their statics from one run to the next. */
public final class Statics {

  private Statics() {}

  /** Whether every static of a class is a constant: final, and primitive, a string, or an enum's own. */
  static boolean areConstant(Class<?> type) {
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && !isConstant(field)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isConstant(Field field) {
    Class<?> type = field.getType();
    return Modifier.isFinal(field.getModifiers())
        && (type.isPrimitive() || type == String.class || field.isEnumConstant() || field.getName().equals("$VALUES"));
  }
}
