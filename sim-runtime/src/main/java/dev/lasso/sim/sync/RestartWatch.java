package dev.lasso.sim.sync;

import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Watches a program whose classes serve many runs, their initialisers running again, for what only fresh classes stand.
 */
public final class RestartWatch {

  /** What the weaver's own members are called. */
  private static final String ADDED = "$lasso$restart$";

  private volatile @Nullable ClassLoader loader;
  private volatile @Nullable String refusal;
  private volatile Predicate<Class<?>> isStale = type -> false;

  /**
   * Watches another program.
   *
   * @param classes its loader; null if its classes serve one run
   * @param stale whether a class waits to be initialised again
   */
  public void watch(@Nullable ClassLoader classes, Predicate<Class<?>> stale) {
    loader = classes;
    isStale = stale;
    refusal = null;
  }

  /** The program needs fresh classes, in the run in progress already. */
  public void refuse(String what) {
    refusal = what;
  }

  /** Why the program needs fresh classes; null while nothing says so. */
  public @Nullable String refusal() {
    return refusal;
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

  /**
   * Reading a static field by reflection initialises its class, and the modifiers of one that was final have changed.
   */
  private boolean isExposed(Member member) {
    return member.getDeclaringClass().getClassLoader() == loader
        && (member.getName().startsWith(ADDED)
            || member instanceof Field field && Modifier.isStatic(field.getModifiers()));
  }
}
