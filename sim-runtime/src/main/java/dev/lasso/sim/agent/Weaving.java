package dev.lasso.sim.agent;

import dev.lasso.sim.sched.Ending;
import dev.lasso.sim.sched.Scheduler;
import dev.lasso.sim.sync.RestartWatch;
import dev.lasso.sim.weave.JdkWeaver;
import dev.lasso.sim.weave.ProgramForm;
import dev.lasso.sim.weave.ProgramWeaver;
import dev.lasso.sim.weave.WeavingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Weaves classes as the JVM defines them: those of programs under test, by their loader, and the selected ones of the
 * JDK. All others stay as they are.
 */
final class Weaving implements ClassFileTransformer {

  private static final String WARM_UP = "java/util/concurrent/ThreadPoolExecutor";

  private final WovenBytes woven = new WovenBytes();
  private final List<Throwable> failures = new ArrayList<>();
  private final JdkForms jdk;
  private final Scheduler scheduler;
  private final RestartWatch watch;
  private final Set<String> definedWoven = ConcurrentHashMap.newKeySet();
  private volatile boolean caches = true;

  /** Whether classes of the JDK tell how they order accesses. */
  private volatile boolean ordering;

  private Weaving(JdkForms jdk, Scheduler scheduler, RestartWatch watch) {
    this.jdk = jdk;
    this.scheduler = scheduler;
    this.watch = watch;
  }

  /** Weaves what is loaded of the JDK, and from now on what is being loaded. */
  static Weaving install(Instrumentation instrumentation, Scheduler scheduler, RestartWatch watch) {
    JdkForms jdk = new JdkForms(ownJar());
    Weaving weaving = new Weaving(jdk, scheduler, watch);
    Set<String> ofWeaver = weaving.warmUp(instrumentation);
    instrumentation.addTransformer(weaving, true);
    retransform(instrumentation, weaving.loaded(instrumentation).toArray(new Class<?>[0]));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> jdk.keep(ofWeaver), "Lasso keeps woven forms"));
    return weaving;
  }

  private static Path ownJar() {
    try {
      return Path.of(Weaving.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException unexpected) {
      throw new IllegalStateException("the agent does not know its own jar", unexpected);
    }
  }

  /** The selected classes of the JDK that are loaded. */
  private List<Class<?>> loaded(Instrumentation instrumentation) {
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getClassLoader() == null && !type.isArray() && !type.isHidden()
          && instrumentation.isModifiableClass(type) && jdk.selects(internalName(type))) {
        loaded.add(type);
      }
    }
    return loaded;
  }

  private static String internalName(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  /**
   * Has the JVM load the classes of the JDK that weaving needs: while it weaves, the JVM would define them unwoven.
   * They are loaded also where there is nothing to weave, so that a process that finds woven forms is like one that
   * does not.
   *
   * @return those to be woven themselves, with slashes
   */
  private Set<String> warmUp(Instrumentation instrumentation) {
    if (jdk.areKept()) {
      for (String name : jdk.ofWeaver()) {
        Class.forName(Object.class.getModule(), name.replace('/', '.'));
      }
      return jdk.ofWeaver();
    }
    List<Class<?>> before = loaded(instrumentation);
    weaveOnce();
    Set<String> ofWeaver = new HashSet<>();
    for (Class<?> type : loaded(instrumentation)) {
      ofWeaver.add(internalName(type));
    }
    for (Class<?> type : before) {
      ofWeaver.remove(internalName(type));
    }
    return ofWeaver;
  }

  private void weaveOnce() {
    try (InputStream bytes = ClassLoader.getSystemResourceAsStream(WARM_UP + ".class")) {
      if (bytes == null) {
        throw new IllegalStateException("this JDK has no " + WARM_UP);
      }
      byte[] original = bytes.readAllBytes();
      jdk.weave(WARM_UP, original, true);
      Weavers.of(ProgramForm.PLAIN).weave(null, WARM_UP, original);
      Weavers.of(ProgramForm.FULL).weave(null, WARM_UP, original);
    } catch (IOException failure) {
      throw new UncheckedIOException("the JDK's own classes cannot be read", failure);
    }
  }

  @Override
  public byte @Nullable [] transform(Module module, @Nullable ClassLoader loader, @Nullable String name,
      @Nullable Class<?> redefined, @Nullable ProtectionDomain domain, byte[] original) {
    if (name == null) {
      return null;
    }
    try {
      if (loader == null) {
        return jdk.selects(name) ? weave(name, original, redefined != null) : null;
      }
      return loader instanceof ProgramLoader program ? weave(program, name, original) : null;
    } catch (WeavingException | LinkageError failure) {
      scheduler.abort(new Ending.Aborted("class " + name.replace('/', '.') + " cannot be woven: " + failure,
          failure.getStackTrace()));
      failures.add(failure);
      return null;
    }
  }

  /** A class that was woven when it was defined has what was added then, and keeps it. */
  private byte @Nullable [] weave(String name, byte[] original, boolean loaded) {
    if (!loaded) {
      definedWoven.add(name);
    }
    boolean asLoaded = loaded && !definedWoven.contains(name);
    return ordering && JdkWeaver.tellsOfOrdering(name)
        ? jdk.weaveOrdering(name, original, asLoaded)
        : jdk.weave(name, original, asLoaded);
  }

  /** From now on classes of the JDK tell how they order accesses, those that are loaded too. */
  synchronized void weaveOrdering(Instrumentation instrumentation) {
    if (ordering) {
      return;
    }
    ordering = true;
    Class<?>[] affected = loaded(instrumentation).stream()
        .filter(type -> JdkWeaver.tellsOfOrdering(internalName(type))).toArray(Class<?>[]::new);
    retransform(instrumentation, affected);
  }

  private static void retransform(Instrumentation instrumentation, Class<?>[] classes) {
    try {
      instrumentation.retransformClasses(classes);
    } catch (UnmodifiableClassException unexpected) {
      throw new IllegalStateException("this JVM does not let the agent weave the JDK: " + unexpected, unexpected);
    }
  }

  private byte @Nullable [] weave(ProgramLoader loader, String name, byte[] original) {
    if (!loader.hasFound(name)) {
      return weaveMade(loader, name, original);
    }
    WovenBytes.Form form = caches ? woven.find(loader, name, original) : null;
    if (form == null) {
      form = new WovenBytes.Form(original, Weavers.of(loader.form()).weave(loader, name, original));
      woven.add(loader, name, form);
    }
    return form.woven();
  }

  /** A class that the program has made: nobody knows how it would be made once more, but for a proxy. */
  private byte @Nullable [] weaveMade(ProgramLoader loader, String name, byte[] original) {
    loader.noteMade();
    if (loader.isRestartable() && !ProgramWeaver.isProxy(original)) {
      watch.refuse("class " + name.replace('/', '.') + ", which the program has made,");
    }
    return Weavers.of(new ProgramForm(false, false, loader.form().fieldReads(), loader.form().races())).weave(loader,
        name, original);
  }

  /** The class file that a class runs with, woven or not; null if that is not to be had. */
  byte @Nullable [] codeOf(Class<?> type) {
    String name = internalName(type);
    ClassLoader loader = type.getClassLoader();
    byte[] woven = loader == null
        ? jdk.wovenCode(name)
        : loader instanceof ProgramLoader program ? this.woven.code(program, name) : null;
    return woven == null ? originalOf(type) : woven;
  }

  /** The class file that a class was made from; null if that is not to be had. */
  private static byte @Nullable [] originalOf(Class<?> type) {
    String name = internalName(type);
    try (InputStream file = type.getClassLoader() == null
        ? type.getModule().getResourceAsStream(name + ".class")
        : type.getClassLoader().getResourceAsStream(name + ".class")) {
      return file == null ? Agent.codeOf(type) : file.readAllBytes();
    } catch (IOException unreadable) {
      return null;
    }
  }

  /** Whether woven forms are looked up before a class is woven again: always, but for a comparison. */
  void setCaches(boolean whether) {
    caches = whether;
  }

  /** What did not fit this JDK, in words; empty if all did. */
  List<String> misfits() {
    List<String> misfits = new ArrayList<>(jdk.missing());
    failures.forEach(failure -> misfits.add(failure.toString()));
    return misfits;
  }

  /**
   * Loaded when the first class of a program is woven, which is its workload or main class, before it runs. What they
   * load in the middle of a run, they load in a quiet region.
   */
  private static final class Weavers {

    private static final Map<ProgramForm, ProgramWeaver> BY_FORM = ProgramForm.all().stream()
        .collect(Collectors.toMap(form -> form, ProgramWeaver::new));

    static ProgramWeaver of(ProgramForm form) {
      return Objects.requireNonNull(BY_FORM.get(form));
    }
  }
}
