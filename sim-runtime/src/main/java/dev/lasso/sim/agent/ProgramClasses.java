package dev.lasso.sim.agent;

import dev.lasso.sim.jdk.ClassState;
import dev.lasso.sim.sync.RestartWatch;
import dev.lasso.sim.weave.Restarts;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The classes of one loader that serve many runs: before each they are put back to what they were when they had just
 * been linked, and each is initialised again at its first active use.
 *
 * <p><b>Invariant.</b> A run behaves, to the trace hash, as it would with a fresh loader.
 *
 * <p><b>Argument.</b> What a loader carries from one run to the next is: (1) statics, zeroed here, and set again by the
 * initialiser at the instruction at which the JVM would have run it (see {@link Restarts}); whatever the initialiser
 * does there, draw, read the clock, start a thread, depend on who comes first, it does as it would have done; (2)
 * what {@link Class} objects cache, dropped here; (3) that classes are loaded and call sites linked, which is quiet and
 * does not move the schedule; (4) {@link Class} objects themselves, lambdas that capture nothing and proxies, which
 * have no state but their identity hash, and that is the same for all that is first hashed in a run. An initialiser
 * that has to wait aborts the run in either case.
 *
 * <p><b>Limits.</b> For these the loader refuses to serve again, and the program gets a fresh one for every run. At
 * once, so that the run in progress is done again: reflection or handles on static fields,
 * lists of members, {@code Class.forName} of a class that waits; call sites and constants whose bootstrap method may
 * remember objects of the program, such as switches over enum constants by pattern; serialisation by the JDK,
 * {@code DriverManager.registerDriver}, resource bundles; classes that the program makes itself, but for proxies; a run
 * that is aborted. From the next run on: an interface with fields that are no constants, a class of a package of the
 * JDK on the class path or one with a field whose type is not there.
 *
 * <p>What remains different, and has no bearing on a run unless the program looks at it: the frames of an initialiser
 * ({@code <clinit>} and those below it), and the default serial version identifier of a class.
 */
public final class ProgramClasses {

  private final ProgramLoader loader;
  private final Function<ClassLoader, List<Class<?>>> loadedClasses;
  private final RestartWatch watch;
  /** By name, since a class as a key would get its identity hash outside a run. */
  private final Map<String, ClassState> states = new HashMap<>();

  private final List<ClassState> limited = new ArrayList<>();
  private ClassState[] ordered = {};
  private int knownClasses = -1;
  private boolean constant = true;

  ProgramClasses(ProgramLoader loader, Function<ClassLoader, List<Class<?>>> loadedClasses, RestartWatch watch) {
    this.loader = loader;
    this.loadedClasses = loadedClasses;
    this.watch = watch;
    watch.watch(loader.isRestartable() ? loader : null, this::isStale);
  }

  private boolean isStale(Class<?> type) {
    for (Class<?> at = type; at != null && at.getClassLoader() == loader; at = at.getSuperclass()) {
      ClassState known = states.get(at.getName());
      if ((known == null ? new ClassState(at, Restarts.STALE) : known).isStale()) {
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
        watch.refuse(state + ", whose statics cannot be put back,");
        return false;
      }
    }
    for (ClassState state : ordered) {
      state.putBack();
    }
    return true;
  }

  /** Whether no static held anything but constants when the classes were last put back. */
  public boolean areConstant() {
    return constant;
  }

  private void learn() {
    if (loader.definedClasses() == knownClasses) {
      return;
    }
    knownClasses = loader.definedClasses();
    for (Class<?> type : loadedClasses.apply(loader)) {
      if (!states.containsKey(type.getName())) {
        ClassState state = new ClassState(type, Restarts.STALE);
        states.put(type.getName(), state);
        constant &= Statics.areConstant(type) && !(type.isEnum() && loader.form().allocationSites());
        if (hasLimit(type)) {
          limited.add(state);
        }
      }
    }
    ordered = states.values().toArray(new ClassState[0]);
  }

  private static boolean hasLimit(Class<?> type) {
    for (Field field : type.getDeclaredFields()) {
      if (field.getName().equals(Restarts.LIMIT)) {
        return true;
      }
    }
    return false;
  }
}
