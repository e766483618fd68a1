package dev.lasso.sim.live.state;

import dev.lasso.sim.jdk.HeapReader;
import dev.lasso.sim.jdk.HeapReader.Slot;
import dev.lasso.sim.live.state.Labels.Kind;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.nio.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What of the objects of each class belongs to the state of a run. */
final class Shapes {

  /**
   * Classes, code and what the JVM keeps of them, and the handles of files and sockets, whose use a proof watches by
   * other means. By the beginning of the name.
   */
  private static final List<String> OPAQUE = List.of("java.lang.Class", "java.lang.Module", "java.lang.invoke.",
      "java.lang.reflect.", "java.security.AccessControl", "java.security.CodeS", "java.security.Permission",
      "java.security.ProtectionDomain", "java.security.Provider", "java.util.jar.", "jdk.internal.access.",
      "jdk.internal.classfile.", "jdk.internal.loader.", "jdk.internal.misc.", "jdk.internal.module.",
      "jdk.internal.ref.", "jdk.internal.reflect.", "jdk.internal.vm.", "sun.nio.", "sun.reflect.", "sun.net.",
      "dev.lasso.sim.");

  /**
   * What changes among those: arguments bound to a method handle, call sites, the streams that a workload draws from.
   */
  private static final List<String> NOT_OPAQUE = List.of("java.lang.invoke.BoundMethodHandle$Species",
      "java.lang.invoke.MutableCallSite", "java.lang.invoke.VolatileCallSite", "dev.lasso.sim.choice.RandomStream",
      "dev.lasso.sim.RunContext");

  /**
   * Fields of the JDK that differ between equal states, and whose difference no program goes by: what the JVM knows a
   * thread and memory by, what is computed on demand, and where an error was made, which ends in frames of Lasso.
   */
  private static final Map<Class<?>, Set<String>> HIDDEN = Map.of(
      Throwable.class, Set.of("backtrace", "stackTrace", "depth"),
      MethodHandle.class, Set.of("customizationCount", "updateInProgress", "asTypeCache", "asTypeSoftCache"),
      Thread.class, Set.of("tid", "eetop", "cont", "container"),
      Buffer.class, Set.of("address"),
      String.class, Set.of("hash", "hashIsZero"));

  /** What the JDK counts, and whose readers are told of. */
  private static final Map<String, Set<String>> COUNTS = Map.of(
      "java.util.concurrent.atomic.Striped64", Set.of("base"),
      "java.util.concurrent.ThreadPoolExecutor", Set.of("completedTaskCount"),
      "java.util.concurrent.ThreadPoolExecutor$Worker", Set.of("completedTasks"));

  /** What the JVM adds to the name of a hidden class. */
  private static final String ADDRESS = "[+/.]0x[0-9a-f]+";

  private static final String LASSO = "dev.lasso.sim.";

  private final Labels labels;
  private final Map<String, Shape> shapes = new HashMap<>();

  /** How the objects of a class are read. */
  enum Form {
    /** By their class alone. */
    OPAQUE,
    /** By their fields. */
    FIELDS,
    /** By their characters. */
    TEXT,
    /** By their fields, but for what {@link Reference} declares. */
    REFERENCE,
    /** By the bytes outside the heap that they stand for, and by their fields. */
    MEMORY,
    /** Not at all: they stand for values that hang on classes. */
    VALUES_OF_CLASSES,
    /** By their elements. */
    REFERENCES, LONGS, VALUES
  }

  /**
   * A field and the label of its values.
   *
   * @param watched whether all reads of it are told of, so that it is no state while nobody reads it
   */
  record Variable(Slot slot, int label, boolean watched) {}

  /**
   * The shape of the objects of a class.
   *
   * @param label of the class
   * @param identity tells the class from others, in all runs
   * @param elements the label of elements, of an array
   */
  record Shape(Class<?> type, Form form, int label, long identity, int elements, Variable[] variables) {}

  Shapes(Labels labels) {
    this.labels = labels;
  }

  Shape of(Class<?> type) {
    Shape shape = shapes.get(type.getName());
    if (shape == null || shape.type != type) {
      shape = made(type);
      shapes.put(type.getName(), shape);
    }
    return shape;
  }

  private Shape made(Class<?> type) {
    Form form = form(type);
    String name = name(type);
    int elements = form == Form.LONGS
        ? labels.number(name + " element", Kind.LONG)
        : labels.number(name + " element", form == Form.REFERENCES ? Kind.SHAPE : Kind.VALUE);
    Variable[] variables = switch (form) {
      case FIELDS, REFERENCE, MEMORY -> HeapReader.variables(type).stream().filter(Shapes::isSeen)
          .map(this::variable).toArray(Variable[]::new);
      default -> new Variable[0];
    };
    return new Shape(type, form, labels.number(name, Kind.SHAPE), identity(type), elements, variables);
  }

  /** The static fields of a class that was initialised. */
  List<Variable> statics(Class<?> type) {
    List<Variable> variables = new ArrayList<>();
    for (Slot slot : HeapReader.staticVariables(type)) {
      variables.add(variable(slot));
    }
    return variables;
  }

  private Variable variable(Slot slot) {
    return new Variable(slot, label(slot, name(slot.owner())), isWatched(slot.owner(), slot.name()));
  }

  /** Fields of the program's classes; the accessors of records are the JDK's to call, and lambdas are not woven. */
  static boolean isWatched(Class<?> owner, String field) {
    ClassLoader loader = owner.getClassLoader();
    return loader == null
        ? COUNTS.getOrDefault(name(owner), Set.of()).contains(field)
        : loader.getClass().getName().startsWith(LASSO) && !owner.isHidden() && !owner.isRecord();
  }

  private int label(Slot slot, String owner) {
    Kind kind = slot.isReference() ? Kind.SHAPE : slot.kind() == 'J' ? Kind.LONG : Kind.VALUE;
    return labels.number(owner + "." + slot.name(), kind);
  }

  private static boolean isSeen(Slot slot) {
    return slot.owner() != Reference.class
        && !HIDDEN.getOrDefault(slot.owner(), Set.of()).contains(slot.name());
  }

  private static Form form(Class<?> type) {
    if (type.isArray()) {
      return !type.componentType().isPrimitive()
          ? Form.REFERENCES
          : type.componentType() == long.class ? Form.LONGS : Form.VALUES;
    }
    if (type == String.class) {
      return Form.TEXT;
    }
    if (isOpaque(type)) {
      return Form.OPAQUE;
    }
    if (ClassValue.class.isAssignableFrom(type)) {
      return Form.VALUES_OF_CLASSES;
    }
    if (Reference.class.isAssignableFrom(type)) {
      return Form.REFERENCE;
    }
    return Buffer.class.isAssignableFrom(type) && type.getName().contains("Direct") ? Form.MEMORY : Form.FIELDS;
  }

  private static boolean isOpaque(Class<?> type) {
    String name = type.getName();
    return NOT_OPAQUE.stream().noneMatch(name::startsWith) && (OPAQUE.stream().anyMatch(name::startsWith)
        || ClassLoader.class.isAssignableFrom(type) || ThreadGroup.class.isAssignableFrom(type));
  }

  /** The name of a class without what the JVM adds to that of a hidden one. */
  static String name(Class<?> type) {
    String name = type.getName();
    int hidden = name.indexOf('/');
    return hidden < 0 ? name : name.substring(0, hidden);
  }

  /** All lambdas of a class have one name; they are told from each other by what they call. */
  private static long identity(Class<?> type) {
    String name = name(type);
    return type.isHidden()
        ? hash(Stream.concat(Arrays.stream(type.getInterfaces()).map(Class::getName),
            MemberReferences.of(type).stream())
            .reduce(name, (all, one) -> all + "\n" + one.replaceAll(ADDRESS, "")))
        : hash(name);
  }

  /** 64 bits of a text: FNV-1a (Fowler, Noll, Vo). */
  static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
