package dev.lasso.sim.sync;

import dev.lasso.sim.jdk.JdkStatics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * What a program could see of the JVM around its run, made the same for every run: static state of the JDK, the common
 * pool, the handler for uncaught errors, the system properties, and what the collector has cleared.
 */
final class Inputs {

  private final JdkStatics statics = new JdkStatics();
  private final List<Object> kept = new ArrayList<>();
  private @Nullable ForkJoinPool commonPool;

  private final RunProperties properties = new RunProperties();

  private Thread.@Nullable UncaughtExceptionHandler outerHandler;

  void begin(long seed) {
    statics.reset(seed);
    properties.begin();
    outerHandler = Thread.getDefaultUncaughtExceptionHandler();
    if (outerHandler != null) {
      Thread.setDefaultUncaughtExceptionHandler(null);
    }
  }

  void end() {
    kept.clear();
    commonPool = null;
    properties.end();
    if (Thread.getDefaultUncaughtExceptionHandler() != outerHandler) {
      Thread.setDefaultUncaughtExceptionHandler(outerHandler);
    }
  }

  ForkJoinPool commonPool() {
    if (commonPool == null) {
      commonPool = statics.newCommonPool();
    }
    return commonPool;
  }

  /** The threads of the common pool are gone: who asks next gets another. */
  void forgetCommonPool() {
    commonPool = null;
  }

  /** The system properties of the run in progress. */
  RunProperties properties() {
    return properties;
  }

  /** The run's common pool; null as long as nobody has asked for it. */
  @Nullable
  ForkJoinPool startedCommonPool() {
    return commonPool;
  }

  /** Keeps the referent of a weak or soft reference until the end of the run. */
  void keep(Object referent) {
    kept.add(referent);
  }
}
