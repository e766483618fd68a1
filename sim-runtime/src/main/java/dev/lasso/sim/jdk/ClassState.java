package dev.lasso.sim.jdk;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * What a class of the program keeps from one run to the next, and how it is put back to what a class that was just
 * linked has: its statics, and what the JDK remembers of it in its {@link Class} object, which may refer to its enum
 * constants. The identity hash of that object stays: in a run all are the same.
 */
public final class ClassState {

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  /** What {@link Class} computes on demand. */
  private static final long[] CACHES = Set.of("enumConstants", "enumConstantDirectory", "annotationData",
      "annotationType", "classValueMap").stream()
      .mapToLong(name -> UNSAFE.objectFieldOffset(Class.class, name)).toArray();

  /** The members, with what is parsed of their annotations, which may name enum constants. */
  private static final long MEMBERS = UNSAFE.objectFieldOffset(Class.class, "reflectionData");

  private static final long OF_METHOD = UNSAFE.objectFieldOffset(Method.class, "annotations");
  private static final long OF_FIELD = UNSAFE.objectFieldOffset(Field.class, "annotations");

  private final Class<?> type;
  private final boolean keepsMembers;
  private final List<Slot> slots = new ArrayList<>();
  private @Nullable Slot stale;
  private boolean initialised;

  private record Slot(Object base, long offset, Class<?> type) {

    static Slot of(Field field) {
      return new Slot(UNSAFE.staticFieldBase(field), UNSAFE.staticFieldOffset(field), field.getType());
    }

    void clear() {
      if (!type.isPrimitive()) {
        UNSAFE.putReference(base, offset, null);
      } else if (type == long.class || type == double.class) {
        UNSAFE.putLong(base, offset, 0);
      } else if (type == int.class || type == float.class) {
        UNSAFE.putInt(base, offset, 0);
      } else if (type == short.class || type == char.class) {
        UNSAFE.putShort(base, offset, (short) 0);
      } else {
        UNSAFE.putByte(base, offset, (byte) 0);
      }
    }
  }

  /**
   * The state of a class.
   *
   * @param mark the static boolean that says that the class is to be initialised again, by the beginning of its name
   * @throws LinkageError if the class has a field of a type that is not there
   */
  public ClassState(Class<?> type, String mark) {
    this.type = type;
    this.keepsMembers = type.isEnum() && !hasAnnotations(type);
    for (Field field : type.getDeclaredFields()) {
      if (field.getName().startsWith(mark)) {
        stale = Slot.of(field);
      } else if (Modifier.isStatic(field.getModifiers()) && !Modifier.isFinal(field.getModifiers())) {
        slots.add(Slot.of(field));
      }
    }
  }

  /** Asked of enums: the JDK reaches their constants by reflection, and would make the way there anew in every run. */
  private static boolean hasAnnotations(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods()).anyMatch(it -> UNSAFE.getReference(it, OF_METHOD) != null)
        || Arrays.stream(type.getDeclaredFields()).anyMatch(it -> UNSAFE.getReference(it, OF_FIELD) != null);
  }

  /** Whether the class has been initialised. */
  public boolean isInitialised() {
    initialised |= !UNSAFE.shouldBeInitialized(type);
    return initialised;
  }

  @Override
  public String toString() {
    return type.toString();
  }

  /** Whether the class waits to be initialised again. */
  public boolean isStale() {
    return stale != null && UNSAFE.getBoolean(stale.base(), stale.offset());
  }

  /** Puts everything back. */
  public void putBack() {
    if (isInitialised()) {
      for (Slot slot : slots) {
        slot.clear();
      }
      if (stale != null) {
        UNSAFE.putBoolean(stale.base(), stale.offset(), true);
      }
    }
    if (!keepsMembers) {
      clear(MEMBERS);
    }
    for (long cache : CACHES) {
      clear(cache);
    }
  }

  private void clear(long cache) {
    if (UNSAFE.getReference(type, cache) != null) {
      UNSAFE.putReference(type, cache, null);
    }
  }
}
