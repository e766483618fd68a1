package dev.lasso.sim.weave;

import java.util.Set;

/** Which classes of the JDK threads share by purpose, so that a call of them is a point. */
final class Concurrency {

  private static final String PACKAGE = "java/util/concurrent/";

  /** What is in the package and shared by nobody, or only calls back. */
  private static final Set<String> NOT_SHARED = Set.of(
      PACKAGE + "TimeUnit",
      PACKAGE + "ThreadLocalRandom",
      PACKAGE + "Callable",
      PACKAGE + "ThreadFactory",
      PACKAGE + "Executors");

  private Concurrency() {}

  static boolean isShared(String owner) {
    return owner.startsWith(PACKAGE) && !NOT_SHARED.contains(owner) && !owner.endsWith("Exception")
        || owner.equals("java/lang/invoke/VarHandle")
        || owner.equals("sun/misc/Unsafe");
  }
}
