package dev.lasso.sim.weave;

import dev.lasso.sim.weave.Redirect.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The table of what is redirected to what.
 *
 * <p>The program's clock calls and the JDK's have different hooks: the program's cost a tick, so that a loop that polls
 * the clock gets on; the JDK's cost nothing, because how many there are depends on what has been initialised before.
 */
public final class Redirects {

  private static final String SYSTEM = "java/lang/System";
  private static final String THREAD = "java/lang/Thread";
  private static final String RUNTIME = "java/lang/Runtime";
  private static final String UNSAFE = "jdk/internal/misc/Unsafe";
  private static final String OBJECT = "java/lang/Object";

  /** In every woven class. */
  private static final List<Redirect> EVERYWHERE = List.of(
      replace(THREAD, "holdsLock", "(Ljava/lang/Object;)Z", Hook.HOLDS_LOCK),
      replace(RUNTIME, "availableProcessors", "()I", Hook.AVAILABLE_PROCESSORS),
      replace("java/lang/Math", "random", "()D", Hook.RANDOM),
      new Redirect("java/io/RandomAccessFile", "getFilePointer", "()J", Hook.FILE_POINTER, Shape.MAY_ANSWER_LONG));

  private static final List<Redirect> IN_PROGRAM = List.of(
      replace(SYSTEM, "nanoTime", "()J", Hook.NANO_TIME),
      replace(SYSTEM, "currentTimeMillis", "()J", Hook.CURRENT_TIME_MILLIS),
      replace(THREAD, "onSpinWait", "()V", Hook.ON_SPIN_WAIT),
      new Redirect(SYSTEM, "exit", "(I)V", Hook.EXIT, Shape.GOES_FIRST),
      new Redirect(RUNTIME, "exit", "(I)V", Hook.EXIT, Shape.GOES_FIRST),
      new Redirect(RUNTIME, "halt", "(I)V", Hook.EXIT, Shape.GOES_FIRST),
      new Redirect(
          RUNTIME, "addShutdownHook", "(Ljava/lang/Thread;)V", Hook.ADD_SHUTDOWN_HOOK, Shape.MAY_REPLACE),
      new Redirect(
          RUNTIME, "removeShutdownHook", "(Ljava/lang/Thread;)Z", Hook.REMOVE_SHUTDOWN_HOOK, Shape.MAY_ANSWER));

  private static final List<Redirect> IN_JDK = List.of(
      replace(SYSTEM, "nanoTime", "()J", Hook.NANO_TIME_OF_JDK),
      replace(SYSTEM, "currentTimeMillis", "()J", Hook.CURRENT_TIME_MILLIS_OF_JDK),
      replace("jdk/internal/misc/VM", "getNanoTimeAdjustment", "(J)J", Hook.NANO_TIME_ADJUSTMENT),
      replace(UNSAFE, "park", "(ZJ)V", Hook.PARK),
      replace(UNSAFE, "unpark", "(Ljava/lang/Object;)V", Hook.UNPARK),
      replace(THREAD, "start0", "()V", Hook.START),
      replace(THREAD, "onSpinWait", "()V", Hook.ON_SPIN_WAIT_OF_JDK),
      replace(THREAD, "interrupt0", "()V", Hook.INTERRUPT),
      replace(THREAD, "yield0", "()V", Hook.YIELD),
      replace(THREAD, "sleepNanos0", "(J)V", Hook.SLEEP),
      replace("jdk/internal/vm/ContinuationSupport", "isSupported", "()Z", Hook.CONTINUATIONS));

  /** Where monitors are replaced. The methods are final in Object, so the owner named by the call does not matter. */
  private static final List<Redirect> OF_MONITORS = List.of(
      new Redirect(OBJECT, "wait", "()V", Hook.AWAIT, Shape.REPLACES_WITH_ZERO),
      replace(OBJECT, "wait", "(J)V", Hook.AWAIT),
      replace(OBJECT, "wait", "(JI)V", Hook.AWAIT_NANOS),
      replace(OBJECT, "notify", "()V", Hook.SIGNAL),
      replace(OBJECT, "notifyAll", "()V", Hook.SIGNAL_ALL));

  static final Redirects PROGRAM = new Redirects(List.of(EVERYWHERE, IN_PROGRAM, OF_MONITORS));
  static final Redirects JDK = new Redirects(List.of(EVERYWHERE, IN_JDK));
  static final Redirects JDK_WITHOUT_REAL_MONITORS = new Redirects(List.of(EVERYWHERE, IN_JDK, OF_MONITORS));

  private final Map<String, List<Redirect>> byMember;
  private final Set<String> names;

  private Redirects(List<List<Redirect>> tables) {
    byMember = tables.stream().flatMap(List::stream).collect(Collectors.groupingBy(Redirect::member));
    names = tables.stream().flatMap(List::stream).map(Redirect::name).collect(Collectors.toSet());
  }

  /** Whether a method of this name is in the table: a first look that costs little. */
  boolean names(String name) {
    return names.contains(name);
  }

  private static Redirect replace(String owner, String name, String descriptor, Hook hook) {
    return new Redirect(owner, name, descriptor, hook, Shape.REPLACES);
  }

  /**
   * The row for a call of {@code owner.name}, or null.
   *
   * @param inherits whether the first class is a subclass of the second; asked only where it matters
   */
  @Nullable
  Redirect find(String owner, String name, String descriptor, boolean isStatic, BiPredicate<String, String> inherits) {
    if (!names(name)) {
      return null;
    }
    for (Redirect row : byMember.getOrDefault(name + descriptor, List.of())) {
      boolean named = row.owner().equals(owner) || row.isInheritable() && inherits.test(owner, row.owner());
      if (named || row.owner().equals(OBJECT) && !isStatic) {
        return row;
      }
    }
    return null;
  }
}
