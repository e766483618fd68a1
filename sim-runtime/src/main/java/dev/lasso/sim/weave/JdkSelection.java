package dev.lasso.sim.weave;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which classes of the JDK are woven, and what becomes of their monitors.
 *
 * <p>A class is here because it parks, waits, starts threads, reads a clock or random numbers, or because
 * {@link JdkSpecials} has something to do in it. All else of the JDK runs as it is: it is atomic, since it meets no
 * point.
 */
public final class JdkSelection {

  /** Classes whose name begins so, in the order of the JDK's packages. */
  private static final List<String> PREFIXES = List.of(
      "java/io/Piped",
      "java/lang/ThreadBuilders",
      "java/security/SecureRandom",
      "java/time/Clock",
      "java/util/Collections$Synchronized",
      "java/util/Random",
      "java/util/Timer",
      "java/util/concurrent/",
      "jdk/internal/misc/ThreadFlock");

  private static final Set<String> NAMES = Set.of(
      "java/lang/Thread",
      "java/nio/channels/spi/AbstractInterruptibleChannel",
      "java/util/Date",
      "java/util/GregorianCalendar",
      "java/util/TaskQueue",
      "java/util/Hashtable",
      "java/util/Vector",
      "java/util/Stack",
      "java/lang/StringBuffer");

  /** By the beginning of the name; the others keep theirs. */
  private static final Map<String, JdkMonitors> MONITORS = Map.ofEntries(
      Map.entry("java/util/concurrent/", JdkMonitors.SHADOWED),
      Map.entry("java/nio/channels/spi/AbstractInterruptibleChannel", JdkMonitors.SHADOWED),
      Map.entry("sun/nio/ch/FileChannelImpl", JdkMonitors.SHADOWED),
      Map.entry("java/io/Piped", JdkMonitors.REPLACED),
      Map.entry("java/util/Collections$Synchronized", JdkMonitors.REPLACED),
      Map.entry("java/util/Timer", JdkMonitors.REPLACED),
      Map.entry("java/util/TaskQueue", JdkMonitors.REPLACED),
      Map.entry("java/util/Hashtable", JdkMonitors.REPLACED),
      Map.entry("java/util/Vector", JdkMonitors.REPLACED),
      Map.entry("java/util/Stack", JdkMonitors.REPLACED),
      Map.entry("java/lang/StringBuffer", JdkMonitors.REPLACED));

  private JdkSelection() {}

  /**
   * Whether a class is woven.
   *
   * @param internalName its name, with slashes
   * @param specials {@link JdkWeaver#specials}, or a copy of it: this is asked of every class, also where no weaver is
   *     loaded
   */
  public static boolean selects(String internalName, Set<String> specials) {
    return !isGenerated(internalName)
        && (NAMES.contains(internalName) || specials.contains(internalName) || hasPrefix(internalName));
  }

  private static boolean hasPrefix(String internalName) {
    for (String prefix : PREFIXES) {
      if (internalName.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  static JdkMonitors monitors(String internalName) {
    for (Map.Entry<String, JdkMonitors> entry : MONITORS.entrySet()) {
      if (internalName.startsWith(entry.getKey())) {
        return entry.getValue();
      }
    }
    return JdkMonitors.KEPT;
  }

  /** Lambdas and other classes spun at run time. */
  private static boolean isGenerated(String internalName) {
    return internalName.contains("$$");
  }
}
