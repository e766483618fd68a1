package dev.lasso.sim.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Prepares a JVM for simulation, before its main class is loaded: puts the hooks on the boot class path, opens what
 * {@code dev.lasso.sim.jdk} needs, and hands on to {@link Installation}. It names no class that refers to the hooks,
 * since the JVM would look for those before they are there.
 */
public final class Agent {

  private static final List<String> INITIALISED_FIRST = List.of("java.lang.VirtualThread", "java.lang.ref.Cleaner",
      "java.util.concurrent.ForkJoinPool", "jdk.internal.ref.CleanerFactory");
  private static final List<String> INTO_JAVA_LANG = List.of("TaskThreads.class.bin", "TaskThreads$Handles.class.bin",
      "TaskFrames.class.bin");

  private static boolean started;

  private Agent() {}

  /** Called by the JVM for {@code -javaagent}. */
  public static void premain(@Nullable String argument, Instrumentation instrumentation) {
    if (started) {
      return;
    }
    started = true;
    try {
      instrumentation.appendToBootstrapClassLoaderSearch(hooksJar());
      open(instrumentation);
      defineIntoJavaLang();
      for (String name : INITIALISED_FIRST) {
        Class.forName(name, true, null);
      }
    } catch (IOException | ReflectiveOperationException failure) {
      throw new IllegalStateException("Lasso's agent cannot start on this JVM: " + failure, failure);
    }
    Installation.install(instrumentation);
  }

  private static JarFile hooksJar() throws IOException {
    Path jar = Files.createTempFile("lasso-hooks", ".jar");
    jar.toFile().deleteOnExit();
    try (InputStream nested = resource("boot.jar")) {
      Files.copy(nested, jar, StandardCopyOption.REPLACE_EXISTING);
    }
    return new JarFile(jar.toFile());
  }

  private static InputStream resource(String name) {
    InputStream stream = Agent.class.getResourceAsStream(name);
    if (stream == null) {
      throw new UncheckedIOException(new IOException("the agent's jar lacks " + name));
    }
    return stream;
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
      try (InputStream bytes = resource("/dev/lasso/sim/jdk/" + name)) {
        lookup.defineClass(bytes.readAllBytes());
      }
    }
  }
}
