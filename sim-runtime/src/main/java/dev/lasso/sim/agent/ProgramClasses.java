package dev.lasso.sim.agent;

import dev.lasso.sim.jdk.ClassState;
import dev.lasso.sim.jdk.IdentityHashes;
import dev.lasso.sim.sync.RestartWatch;
import dev.lasso.sim.weave.Restarts;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one loader that serve many runs: before each they are put back to what they were when they had just
 * been linked, and each is initialised again at its first active use.
 *
 * <p><b>Invariant.</b> A run behaves, to the trace hash, as it would with a fresh loader.
 *
 * <p><b>Argument.</b> What a loader carries from one run to the next is: (1) statics, zeroed here, and set again by the
 * initialiser at the instruction at which the JVM would have run it (see {@link Restarts}); whatever the initialiser
 * does there, draw, read the clock, start a thread, depend on who comes first, it does as it would have done; (2) the
 * identity hashes of {@link Class} objects and of lambdas that capture nothing, forgotten here; (3) what {@link Class}
 * objects cache, dropped here; (4) that classes are loaded and call sites linked, which is quiet: it moves neither
 * schedule nor identity hashes. An initialiser that has to wait aborts the run in either case.
 *
 * <p><b>Limits.</b> For these the loader refuses to serve again, and the program gets a fresh one for every run. At
 * once, so that the run in progress is done again: an initialiser that throws; reflection or handles on static fields,
 * lists of members, {@code Class.forName} of a class that waits; call sites and constants whose bootstrap method may
 * remember objects of the program, such as switches over enum constants by pattern; serialisation by the JDK, {@code
 * DriverManager.registerDriver}, resource bundles; classes that the program makes itself, but for proxies; a run that is
 * aborted. From the next run on: an interface with fields that are no constants, a class of a package of the JDK on the
 * class path, a class with a field whose type is not there, a {@link Class} object whose real monitor is in use.
 *
 * <p>What remains different, and has no bearing on a run unless the program looks at it: the frames of an initialiser
 * ({@code <clinit>} and those below it), and the default serial version identifier of a class.
 */
public final class ProgramClasses {

  private final ProgramLoader loader;
  private final Instrumentation instrumentation;
  private final RestartWatch watch;
  private final Map<Class<?>, ClassState> states = new HashMap<>();
  private final List<Object> singletons = new ArrayList<>();
  private ClassState[] ordered = {};
  private ClassState[] limited = {};
  private int knownClasses = -1;
  private int knownCallSites;
  private boolean constant;

  ProgramClasses(ProgramLoader loader, Instrumentation instrumentation, RestartWatch watch) {
    this.loader = loader;
    this.instrumentation = instrumentation;
    this.watch = watch;
    watch.watch(loader.isRestartable() ? loader : null, this::isStale);
  }

  private boolean isStale(Class<?> type) {
    for (Class<?> at = type; at != null && at.getClassLoader() == loader; at = at.getSuperclass()) {
      ClassState state = states.get(at);
      if (state != null && state.isStale()) {
        return true;
      }
    }
    return false;
  }

  /** Makes ready for another run; false if that takes a fresh loader. */
  public boolean putBack() {
    if (!loader.isRestartable() || watch.refusal() != null) {
      return false;
    }
    try {
      learn();
    } catch (LinkageError incomplete) {
      watch.refuse("a class with a field of a type that is not there: " + incomplete);
      return false;
    }
    for (ClassState state : limited) {
      if (state.isInitialised()) {
        return false;
      }
    }
    boolean all = true;
    for (ClassState state : ordered) {
      all &= state.putBack();
    }
    for (Object singleton : singletons) {
      all &= IdentityHashes.forget(singleton);
    }
    return all;
  }

  /** Whether no static held anything but constants when the classes were last put back. */
  public boolean areConstant() {
    return constant;
  }

  private void learn() {
    int classes = loader.definedClasses();
    int callSites = watch.linkedCallSites();
    if (classes == knownClasses && callSites == knownCallSites) {
      return;
    }
    List<ClassState> withLimit = new ArrayList<>();
    constant = true;
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getClassLoader() == loader) {
        ClassState state = states.computeIfAbsent(type,
            it -> new ClassState(it, name -> name.startsWith(Restarts.PREFIX), Restarts.STALE));
        constant &= Statics.areConstant(type);
        if (hasLimit(type)) {
          withLimit.add(state);
        }
      }
    }
    ordered = states.values().toArray(new ClassState[0]);
    limited = withLimit.toArray(new ClassState[0]);
    List<Object> sites = watch.callSites();
    for (Object site : sites.subList(knownCallSites, sites.size())) {
      Object singleton = singleton(site);
      if (singleton != null) {
        singletons.add(singleton);
      }
    }
    knownClasses = classes;
    knownCallSites = sites.size();
  }

  private static boolean hasLimit(Class<?> type) {
    for (Field field : type.isArray() || type.isHidden() ? new Field[0] : type.getDeclaredFields()) {
      if (field.getName().equals(Restarts.LIMIT)) {
        return true;
      }
    }
    return false;
  }

  /** The one object that a call site without captured values answers; null if it has captured some. */
  private static @Nullable Object singleton(Object site) {
    MethodHandle target = switch (site) {
      case MethodHandle handle -> handle;
      case CallSite linked -> linked.getTarget();
      default -> throw new IllegalStateException("a call site that is a " + site.getClass().getName());
    };
    if (target.type().parameterCount() > 0) {
      return null;
    }
    try {
      return target.invoke();
    } catch (Throwable failure) {
      throw new IllegalStateException("a lambda without captured values cannot be had", failure);
    }
  }
}
