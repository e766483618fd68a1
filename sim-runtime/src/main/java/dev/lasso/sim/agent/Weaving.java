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
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Weaves classes as the JVM defines them: those of programs under test, by their loader, and the selected ones of the
 * JDK. All others stay as they are.
 */
final class Weaving implements ClassFileTransformer {

  private static final String WARM_UP = "java/util/concurrent/ThreadPoolExecutor";

  private final Map<ProgramForm, ProgramWeaver> programs = ProgramForm.all().stream()
      .collect(Collectors.toMap(form -> form, ProgramWeaver::new));
  private final WovenBytes woven = new WovenBytes();
  private final JdkWeaver jdk = new JdkWeaver();
  private final Scheduler scheduler;
  private final RestartWatch watch;
  private volatile boolean caches = true;

  private Weaving(Scheduler scheduler, RestartWatch watch) {
    this.scheduler = scheduler;
    this.watch = watch;
  }

  /** Weaves what is loaded of the JDK, and from now on what is being loaded. */
  static Weaving install(Instrumentation instrumentation, Scheduler scheduler, RestartWatch watch) {
    Weaving weaving = new Weaving(scheduler, watch);
    weaving.warmUp();
    instrumentation.addTransformer(weaving, true);
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getClassLoader() == null && !type.isArray() && !type.isHidden()
          && instrumentation.isModifiableClass(type)
          && weaving.jdk.selects(type.getName().replace('.', '/'))) {
        loaded.add(type);
      }
    }
    try {
      instrumentation.retransformClasses(loaded.toArray(new Class<?>[0]));
    } catch (UnmodifiableClassException unexpected) {
      throw new IllegalStateException("this JVM does not let the agent weave the JDK: " + unexpected, unexpected);
    }
    return weaving;
  }

  /** Loads what weaving needs, so that it is not loaded in the middle of a run, nor while it weaves itself. */
  private void warmUp() {
    try (InputStream bytes = ClassLoader.getSystemResourceAsStream(WARM_UP + ".class")) {
      if (bytes == null) {
        throw new IllegalStateException("this JDK has no " + WARM_UP);
      }
      byte[] original = bytes.readAllBytes();
      jdk.weave(WARM_UP, original, true);
      weaver(ProgramForm.PLAIN).weave(null, WARM_UP, original);
      weaver(ProgramForm.FULL).weave(null, WARM_UP, original);
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
        return jdk.selects(name) ? jdk.weave(name, original, redefined != null) : null;
      }
      return loader instanceof ProgramLoader program ? weave(program, name, original) : null;
    } catch (WeavingException | LinkageError failure) {
      scheduler.abort(new Ending.Aborted("class " + name.replace('/', '.') + " cannot be woven: " + failure,
          failure.getStackTrace()));
      failures.add(failure);
      return null;
    }
  }

  private byte @Nullable [] weave(ProgramLoader loader, String name, byte[] original) {
    if (!loader.hasFound(name)) {
      return weaveMade(loader, name, original);
    }
    WovenBytes.Form form = caches ? woven.find(loader, name, original) : null;
    if (form == null) {
      form = new WovenBytes.Form(original, weaver(loader.form()).weave(loader, name, original));
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
    return weaver(ProgramForm.PLAIN).weave(loader, name, original);
  }

  private ProgramWeaver weaver(ProgramForm form) {
    return Objects.requireNonNull(programs.get(form));
  }

  /** Whether woven forms are looked up before a class is woven again: always, but for a comparison. */
  void setCaches(boolean whether) {
    caches = whether;
  }

  private final List<Throwable> failures = new ArrayList<>();

  /** What did not fit this JDK, in words; empty if all did. */
  List<String> misfits() {
    List<String> misfits = new ArrayList<>(jdk.missing());
    failures.forEach(failure -> misfits.add(failure.toString()));
    return misfits;
  }
}
