package dev.lasso.sim.agent;

import dev.lasso.sim.jdk.BootLoader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prepares a JVM for simulation, before its main class is loaded: opens what {@code dev.lasso.sim.jdk} needs, gives the
 * hooks to the boot loader, and hands on to {@link Installation}. It names no class that refers to the hooks, since the
 * JVM would look for those before they are there.
 *
 * <p>The hooks are defined one by one, not appended to the boot class path: that would close the JVM's archive of
 * classes to all loaders but the boot loader, and takes a jar of its own.
 */
public final class Agent {

  private static final List<String> INITIALISED_FIRST = List.of("java.lang.VirtualThread", "java.lang.ref.Cleaner",
      "java.util.concurrent.ForkJoinPool", "jdk.internal.ref.CleanerFactory");
  private static final String HOOKS_PACKAGE = "dev.lasso.sim.hooks.";

  /** A supertype stands before its subtypes. */
  private static final List<String> HOOKS = List.of("Answers", "DiskError", "PathCalls", "ChannelCalls", "StreamCalls",
      "DiskDoor", "Door", "Doorway", "FileHooks", "Hooks");

  private static final List<String> INTO_JAVA_LANG = List.of("TaskThreads.class.bin", "TaskThreads$Handles.class.bin",
      "TaskFrame.class.bin", "TaskFrames.class.bin", "MemberReferences.class.bin");

  private static boolean started;

  private Agent() {}

  /** Called by the JVM for {@code -javaagent}. */
  public static void premain(@Nullable String argument, Instrumentation instrumentation) {
    if (started) {
      return;
    }
    started = true;
    try {
      open(instrumentation);
      for (String name : HOOKS) {
        BootLoader.define(HOOKS_PACKAGE + name, codeOfHook(name));
      }
      defineIntoJavaLang();
      for (String name : INITIALISED_FIRST) {
        Class.forName(name, true, null);
      }
    } catch (IOException | ReflectiveOperationException failure) {
      throw new IllegalStateException("Lasso's agent cannot start on this JVM: " + failure, failure);
    }
    Installation.install(instrumentation);
  }

  private static byte[] codeOfHook(String name) throws IOException {
    return resource(name + ".class.bin");
  }

  /** The class file of a class that the agent has given to the boot loader; null of any other. */
  static byte @Nullable [] codeOf(Class<?> type) throws IOException {
    String name = type.getName();
    return name.startsWith(HOOKS_PACKAGE) ? codeOfHook(name.substring(HOOKS_PACKAGE.length())) : null;
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream stream = Agent.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new FileNotFoundException("the agent's jar lacks " + name);
      }
      return stream.readAllBytes();
    }
  }

  private static void open(Instrumentation instrumentation) {
    Module base = Object.class.getModule();
    Set<Module> own = Set.of(Agent.class.getModule());
    instrumentation.redefineModule(base, Set.of(),
        Map.of("jdk.internal.vm", own, "jdk.internal.misc", own),
        Map.of("java.lang", own, "java.util", own, "java.util.concurrent", own), Set.of(), Map.of());
  }

  private static void defineIntoJavaLang() throws IOException, IllegalAccessException {
    MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
    for (String name : INTO_JAVA_LANG) {
      lookup.defineClass(resource("/dev/lasso/sim/jdk/" + name));
    }
  }
}
