package dev.lasso.sim.sync;

import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Watches a program whose classes serve many runs, their initialisers running again, for what only fresh classes stand;
 * and keeps the call sites that were linked in it, since a lambda that captures nothing is one object for good.
 */
public final class RestartWatch {

  /** What the weaver's own members are called. */
  private static final String ADDED = "$lasso$restart$";

  private final List<Object> callSites = new ArrayList<>();
  private volatile @Nullable ClassLoader loader;
  private volatile @Nullable String refusal;
  private Predicate<Class<?>> isStale = type -> false;

  /**
   * Watches another program.
   *
   * @param classes its loader; null if its classes serve one run
   * @param stale whether a class waits to be initialised again
   */
  public synchronized void watch(@Nullable ClassLoader classes, Predicate<Class<?>> stale) {
    loader = classes;
    isStale = stale;
    refusal = null;
    callSites.clear();
  }

  /** The program needs fresh classes, in the run in progress already. */
  public void refuse(String what) {
    refusal = what;
  }

  /** Why the program needs fresh classes; null while nothing says so. */
  public @Nullable String refusal() {
    return refusal;
  }

  synchronized void linked(Class<?> caller, @Nullable Object site) {
    if (site != null && loader != null && caller.getClassLoader() == loader) {
      callSites.add(site);
    }
  }

  /** What the JVM keeps for the call sites of the program, in the order in which they were linked. */
  public synchronized List<Object> callSites() {
    return List.copyOf(callSites);
  }

  /** How many call sites were linked. */
  public synchronized int linkedCallSites() {
    return callSites.size();
  }

  boolean isExposedBy(Object found) {
    return switch (found) {
      case Class<?> type -> type.getClassLoader() == loader && isStale.test(type);
      case Member[] members -> {
        for (Member member : members) {
          if (isExposed(member)) {
            yield true;
          }
        }
        yield false;
      }
      case Field field -> isExposed(field);
      default -> false;
    };
  }

  /** Reading a static field by reflection initialises its class, and the modifiers of one that was final have changed. */
  private boolean isExposed(Member member) {
    return member.getDeclaringClass().getClassLoader() == loader
        && (member.getName().startsWith(ADDED)
            || member instanceof Field field && Modifier.isStatic(field.getModifiers()));
  }
}
