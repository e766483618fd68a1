package dev.lasso.sim.jdk;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/** Reads reference fields of any object, private and hidden ones too, without running any code of the program. */
public final class HeapReader {

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  /** By the names of classes, since all classes that a run was the first to hash have the same hash. */
  private final Map<String, Layout> layouts = new HashMap<>();

  private record Layout(Class<?> type, Slot[] slots) {}

  /** A field that holds a reference. */
  public record Slot(Field field, long offset) {

    /** The class that declares it. */
    public Class<?> owner() {
      return field.getDeclaringClass();
    }

    /** Its name. */
    public String name() {
      return field.getName();
    }

    /** What it holds in {@code object}. */
    public @Nullable Object read(Object object) {
      return UNSAFE.getReference(object, offset);
    }
  }

  /** The reference fields of instances of a class, its own and inherited ones. */
  public Slot[] slots(Class<?> type) {
    Layout known = layouts.get(type.getName());
    if (known == null || known.type != type) {
      known = new Layout(type, instanceSlots(type));
      layouts.put(type.getName(), known);
    }
    return known.slots;
  }

  private static Slot[] instanceSlots(Class<?> type) {
    List<Slot> slots = new ArrayList<>();
    for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
      for (Field field : fields(owner)) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          slots.add(new Slot(field, UNSAFE.objectFieldOffset(field)));
        }
      }
    }
    return slots.toArray(new Slot[0]);
  }

  /** The static reference fields of a class that has been initialised, with what they hold. */
  public static Map<Field, Object> statics(Class<?> type) {
    Map<Field, Object> values = new java.util.LinkedHashMap<>();
    if (UNSAFE.shouldBeInitialized(type)) {
      return values;
    }
    for (Field field : fields(type)) {
      if (Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
        Object value = UNSAFE.getReference(UNSAFE.staticFieldBase(field), UNSAFE.staticFieldOffset(field));
        if (value != null) {
          values.put(field, value);
        }
      }
    }
    return values;
  }

  /** The declared fields; none where a class refers to types that are not there. */
  private static Field[] fields(Class<?> type) {
    try {
      return type.getDeclaredFields();
    } catch (LinkageError unresolvable) {
      return new Field[0];
    }
  }
}
