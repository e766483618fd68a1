package dev.lasso.sim.jdk;

import java.io.File;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.function.Predicate;
import jdk.internal.misc.Unsafe;

/** The zip files that the JDK has open, which it finds again by their number and time of change. */
public final class ZipFiles {

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final Map<?, ?> OPEN = open();
  private static final long FILE = UNSAFE.objectFieldOffset(named("java.util.zip.ZipFile$Source$Key"), "file");

  private ZipFiles() {}

  /** Has the JDK open these anew when it comes to them again. */
  public static void forget(Predicate<File> which) {
    synchronized (OPEN) {
      OPEN.keySet().removeIf(key -> which.test((File) UNSAFE.getReference(key, FILE)));
    }
  }

  private static Map<?, ?> open() {
    try {
      Field field = named("java.util.zip.ZipFile$Source").getDeclaredField("files");
      UNSAFE.ensureClassInitialized(field.getDeclaringClass());
      return (Map<?, ?>) UNSAFE.getReference(UNSAFE.staticFieldBase(field), UNSAFE.staticFieldOffset(field));
    } catch (NoSuchFieldException absent) {
      throw new IllegalStateException("this JDK keeps its open zip files elsewhere", absent);
    }
  }

  private static Class<?> named(String name) {
    try {
      return Class.forName(name, false, null);
    } catch (ClassNotFoundException absent) {
      throw new IllegalStateException("this JDK has no " + name, absent);
    }
  }
}
