package dev.lasso.sim.jdk;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import jdk.internal.misc.Unsafe;

/**
 * Static state of the JDK that a program can observe: counters behind thread and pool names, seeds of generators, the
 * salt of immutable collections, the common pool. Each is set to the same value before every run.
 */
public final class JdkStatics {

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long FIRST_UNIQUIFIER = 8682522807148012L;

  private final AtomicLong localRandomSeeder = atomicLong(ThreadLocalRandom.class, "seeder");
  private final AtomicInteger localRandomProbe = atomicInteger(ThreadLocalRandom.class, "probeGenerator");
  private final AtomicLong seedUniquifier = atomicLong(Random.class, "seedUniquifier");
  private final AtomicInteger poolNumber = atomicInteger(named("java.util.concurrent.Executors$DefaultThreadFactory"),
      "poolNumber");
  private final AtomicLong scheduledSequence = atomicLong(named("java.util.concurrent.ScheduledThreadPoolExecutor"),
      "sequencer");
  private final StaticInt threadNumber = StaticInt.of(named("java.lang.Thread$ThreadNumbering"), "next");
  private final StaticInt forkJoinPoolIds = StaticInt.of(ForkJoinPool.class, "poolIds");
  private final AtomicInteger threadLocalHash = atomicInteger(ThreadLocal.class, "nextHashCode");
  private final AtomicInteger timerSerialNumber = atomicInteger(java.util.Timer.class, "nextSerialNumber");
  private final Constructor<ForkJoinPool> commonPool = commonPoolConstructor();

  /** Sets what differs from run to run in one JVM to where a run starts from. */
  public void reset(long seed) {
    localRandomSeeder.set(seed);
    localRandomProbe.set(0);
    seedUniquifier.set(FIRST_UNIQUIFIER);
    poolNumber.set(1);
    scheduledSequence.set(0);
    threadNumber.set(0);
    forkJoinPoolIds.set(1);
    timerSerialNumber.set(0);
    threadLocalHash.set(0);
  }

  /** A common pool that belongs to one run. */
  public ForkJoinPool newCommonPool() {
    try {
      return commonPool.newInstance((byte) 0);
    } catch (ReflectiveOperationException unexpected) {
      throw new IllegalStateException("no common pool for the run", unexpected);
    }
  }

  /** Sets what the JIT may take for constant; once, before the first run. */
  public static void pinConstants() {
    Class<?> collections = named("java.util.ImmutableCollections");
    Field salt = field(collections, "SALT32L");
    UNSAFE.putLong(UNSAFE.staticFieldBase(salt), UNSAFE.staticFieldOffset(salt), 0x1234567L);
    Field reverse = field(collections, "REVERSE");
    UNSAFE.putBoolean(UNSAFE.staticFieldBase(reverse), UNSAFE.staticFieldOffset(reverse), false);
  }

  private static Constructor<ForkJoinPool> commonPoolConstructor() {
    try {
      Constructor<ForkJoinPool> constructor = ForkJoinPool.class.getDeclaredConstructor(byte.class);
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException absent) {
      throw new IllegalStateException("this JDK makes its common pool in another way", absent);
    }
  }

  private static AtomicLong atomicLong(Class<?> owner, String name) {
    return (AtomicLong) reference(owner, name);
  }

  private static AtomicInteger atomicInteger(Class<?> owner, String name) {
    return (AtomicInteger) reference(owner, name);
  }

  private static Object reference(Class<?> owner, String name) {
    Field field = field(owner, name);
    return UNSAFE.getReference(UNSAFE.staticFieldBase(field), UNSAFE.staticFieldOffset(field));
  }

  private static Class<?> named(String name) {
    try {
      return Class.forName(name, true, null);
    } catch (ClassNotFoundException absent) {
      throw new IllegalStateException("this JDK has no " + name, absent);
    }
  }

  private static Field field(Class<?> owner, String name) {
    try {
      UNSAFE.ensureClassInitialized(owner);
      return owner.getDeclaredField(name);
    } catch (NoSuchFieldException absent) {
      throw new IllegalStateException("this JDK has no " + owner.getName() + "." + name, absent);
    }
  }

  /** A static int of the JDK. */
  private record StaticInt(Object base, long offset) {

    static StaticInt of(Class<?> owner, String name) {
      Field field = field(owner, name);
      return new StaticInt(UNSAFE.staticFieldBase(field), UNSAFE.staticFieldOffset(field));
    }

    void set(int value) {
      UNSAFE.putIntVolatile(base, offset, value);
    }
  }
}
