package dev.lasso.sim.weave;

import dev.lasso.sim.explore.Operations;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A loader that defines woven copies of test classes, beside hooks of its own that lead to a door which records: so a
 * test sees every call that woven code makes, and needs no agent.
 */
final class WovenCopy extends ClassLoader {

  private static final String HOOKS = "dev.lasso.sim.hooks.";

  /** A call of a hook. */
  record Call(String hook, List<Object> arguments) {

    Object target() {
      return arguments.getFirst();
    }

    int operation() {
      return (int) arguments.getLast();
    }

    int kind() {
      return Operations.kind(operation());
    }

    @Override
    public String toString() {
      return hook;
    }
  }

  private final ProgramWeaver weaver;
  private final String subject;
  private final List<Call> calls = new ArrayList<>();
  private final Map<String, Object> answers = new HashMap<>(Map.of("inTask", true));

  /** Weaves {@code subject} and the classes nested in it. */
  WovenCopy(Class<?> subject) {
    this(subject, ProgramForm.PLAIN);
  }

  WovenCopy(Class<?> subject, ProgramForm form) {
    super(WovenCopy.class.getClassLoader());
    weaver = new ProgramWeaver(form);
    this.subject = subject.getName();
    try {
      Class<?> door = loadClass(HOOKS + "Door");
      Object recorder = Proxy.newProxyInstance(this, new Class<?>[]{door}, (_, method, args) -> record(method, args));
      loadClass(HOOKS + "Doorway").getMethod("install", door, loadClass(HOOKS + "DiskDoor")).invoke(null, recorder,
          null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no hooks", e);
    }
  }

  /** Says what a hook answers, or throws, from now on. */
  WovenCopy answering(String hook, Object answer) {
    answers.put(hook, answer);
    return this;
  }

  /** From now on the callers are ordinary threads. */
  WovenCopy outsideTasks() {
    return answering("inTask", false);
  }

  /** The names of the hooks called since, but for those that only ask. */
  List<String> hooks() {
    return calls.stream().map(Call::hook).filter(it -> !it.equals("inTask")).toList();
  }

  List<Call> calls(String hook) {
    return calls.stream().filter(it -> it.hook().equals(hook)).toList();
  }

  void forget() {
    calls.clear();
  }

  Object make(Object... arguments) throws Throwable {
    return make("", arguments);
  }

  /** An instance of the class nested in the subject under {@code nested}. */
  Object make(String nested, Object... arguments) throws Throwable {
    var constructor = loadClass(subject + nested).getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Calls a static method of the subject. */
  @Nullable
  Object call(String method, Object... arguments) throws Throwable {
    return invoke(loadClass(subject), null, method, arguments);
  }

  /** Calls an instance method of a woven object. */
  static @Nullable Object callOn(Object instance, String method, Object... arguments) throws Throwable {
    return invoke(instance.getClass(), instance, method, arguments);
  }

  private static @Nullable Object invoke(Class<?> owner, @Nullable Object instance, String name, Object... arguments)
      throws Throwable {
    Method method = Stream.concat(Arrays.stream(owner.getDeclaredMethods()), Arrays.stream(owner.getMethods()))
        .filter(it -> it.getName().equals(name))
        .findFirst()
        .orElseThrow();
    method.setAccessible(true);
    try {
      return method.invoke(instance, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private @Nullable Object record(Method method, Object @Nullable [] arguments) throws Throwable {
    calls.add(new Call(method.getName(), arguments == null ? List.of() : Arrays.asList(arguments)));
    Object answer = answers.get(method.getName());
    if (answer instanceof Throwable failure) {
      throw failure;
    }
    return answer != null ? answer : nothing(method.getReturnType());
  }

  private static @Nullable Object nothing(Class<?> type) {
    return type == boolean.class
        ? (Object) false
        : type == int.class ? (Object) 0 : type == long.class ? (Object) 0L : type == double.class ? 0.0 : null;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      boolean woven = name.equals(subject) || name.startsWith(subject + "$");
      return woven || name.startsWith(HOOKS) ? define(name, woven) : super.loadClass(name, resolve);
    }
  }

  private Class<?> define(String name, boolean woven) {
    String internalName = name.replace('.', '/');
    byte[] bytes = bytes(internalName);
    byte[] changed = woven ? weaver.weave(this, internalName, bytes) : null;
    byte[] defined = changed == null ? bytes : changed;
    return defineClass(name, defined, 0, defined.length);
  }

  private byte[] bytes(String internalName) {
    try (InputStream resource = getResourceAsStream(internalName + ".class")) {
      if (resource == null) {
        throw new NoClassDefFoundError(internalName);
      }
      return resource.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
