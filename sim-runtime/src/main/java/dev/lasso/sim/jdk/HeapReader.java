package dev.lasso.sim.jdk;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/** Reads fields of any object, private and hidden ones too, without running any code of the program. */
public final class HeapReader {

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  /** By the names of classes, since all classes that a run was the first to hash have the same hash. */
  private final Map<String, Layout> layouts = new HashMap<>();

  private record Layout(Class<?> type, Slot[] slots) {}

  /**
   * A field.
   *
   * @param kind the first character of the descriptor of its type: L or [ for a reference
   * @param holder what holds a static field; null for one of instances
   */
  public record Slot(Field field, char kind, @Nullable Object holder, long offset) {

    private static Slot of(Field field) {
      char kind = field.getType().descriptorString().charAt(0);
      return Modifier.isStatic(field.getModifiers())
          ? new Slot(field, kind, UNSAFE.staticFieldBase(field), UNSAFE.staticFieldOffset(field))
          : new Slot(field, kind, null, UNSAFE.objectFieldOffset(field));
    }

    /** Whether it holds a reference. */
    public boolean isReference() {
      return kind == 'L' || kind == '[';
    }

    /** The class that declares it. */
    public Class<?> owner() {
      return field.getDeclaringClass();
    }

    /** Its name. */
    public String name() {
      return field.getName();
    }

    /** What a field of references holds in {@code object}, or what a static one holds. */
    public @Nullable Object read(@Nullable Object object) {
      return UNSAFE.getReference(holder == null ? object : holder, offset);
    }

    /**
     * What a field of a primitive type holds in {@code object}, or what a static one holds: the value of an integer, the
     * bits of a floating point number.
     */
    public long bits(@Nullable Object object) {
      Object from = holder == null ? object : holder;
      return switch (kind) {
        case 'J', 'D' -> UNSAFE.getLong(from, offset);
        case 'I', 'F' -> UNSAFE.getInt(from, offset);
        case 'S', 'C' -> UNSAFE.getShort(from, offset);
        default -> UNSAFE.getByte(from, offset);
      };
    }
  }

  /** The reference fields of instances of a class, its own and inherited ones. */
  public Slot[] slots(Class<?> type) {
    Layout known = layouts.get(type.getName());
    if (known == null || known.type != type) {
      known = new Layout(type,
          variables(type).stream().filter(Slot::isReference).toArray(Slot[]::new));
      layouts.put(type.getName(), known);
    }
    return known.slots;
  }

  /** All fields of instances of a class, its own before inherited ones. */
  public static List<Slot> variables(Class<?> type) {
    List<Slot> slots = new ArrayList<>();
    for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
      for (Field field : fields(owner)) {
        if (!Modifier.isStatic(field.getModifiers())) {
          slots.add(Slot.of(field));
        }
      }
    }
    return slots;
  }

  /** All static fields that a class declares; none if it was not initialised. */
  public static List<Slot> staticVariables(Class<?> type) {
    List<Slot> slots = new ArrayList<>();
    if (!UNSAFE.shouldBeInitialized(type)) {
      for (Field field : fields(type)) {
        if (Modifier.isStatic(field.getModifiers())) {
          slots.add(Slot.of(field));
        }
      }
    }
    return slots;
  }

  /** The static reference fields of a class that has been initialised, with what they hold. */
  public static Map<Field, Object> statics(Class<?> type) {
    Map<Field, Object> values = new LinkedHashMap<>();
    for (Slot slot : staticVariables(type)) {
      Object value = slot.isReference() ? slot.read(null) : null;
      if (value != null) {
        values.put(slot.field, value);
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
