package java.lang;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.Continuation;
import jdk.internal.vm.annotation.ChangesCurrentThread;
import jdk.internal.vm.annotation.ForceInline;

/**
 * Package-private parts of {@link Thread}, opened to the simulation. The agent defines this class into java.base, so it
 * must not refer to anything of Lasso.
 */
public final class TaskThreads {

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long EETOP = UNSAFE.objectFieldOffset(Thread.class, "eetop");
  private static final long TID = UNSAFE.objectFieldOffset(Thread.class, "tid");
  private static final long HOLDER = UNSAFE.objectFieldOffset(Thread.class, "holder");
  private static final long PARK_BLOCKER = UNSAFE.objectFieldOffset(Thread.class, "parkBlocker");
  private static final long THREAD_STATUS = threadStatusOffset();

  private TaskThreads() {}

  private static long threadStatusOffset() {
    try {
      return UNSAFE.objectFieldOffset(Class.forName("java.lang.Thread$FieldHolder"), "threadStatus");
    } catch (ClassNotFoundException absent) {
      throw new ExceptionInInitializerError(absent);
    }
  }

  /** The platform thread that runs the caller. */
  public static Thread carrier() {
    return Thread.currentCarrierThread();
  }

  /** What {@link #bind} has tied to the thread, or null. */
  @ForceInline
  public static Object continuationOf(Thread thread) {
    return thread.getContinuation();
  }

  /** Ties a continuation to the thread. */
  public static void bind(Thread thread, Object continuation) {
    thread.setContinuation((Continuation) continuation);
  }

  /** Makes {@code thread} the answer to {@link Thread#currentThread()} on the carrier. */
  @ChangesCurrentThread
  public static void setCurrent(Thread carrier, Thread thread) {
    carrier.setCurrentThread(thread);
  }

  /** The JVMTI thread status that the JVM keeps. */
  public static int status(Thread thread) {
    Object holder = UNSAFE.getReference(thread, HOLDER);
    return holder == null ? 0 : UNSAFE.getInt(holder, THREAD_STATUS);
  }

  /** Sets the JVMTI thread status that {@link Thread#start()} reads; nothing for a virtual thread. */
  @ForceInline
  public static void setStatus(Thread thread, int status) {
    Object holder = UNSAFE.getReference(thread, HOLDER);
    if (holder != null) {
      UNSAFE.putInt(holder, THREAD_STATUS, status);
    }
  }

  /** The interrupt status, left as it is. */
  @ForceInline
  public static boolean isInterrupted(Thread thread) {
    return thread.interrupted;
  }

  /** Clears the interrupt status and answers what it was. */
  @ForceInline
  public static boolean clearInterrupted(Thread thread) {
    boolean interrupted = thread.interrupted;
    if (interrupted) {
      thread.interrupted = false;
    }
    return interrupted;
  }

  /** Sets the thread's own generators of {@link java.util.concurrent.ThreadLocalRandom}. */
  public static void seedLocalRandom(Thread thread, long seed, int probe) {
    thread.threadLocalRandomSeed = seed;
    thread.threadLocalRandomProbe = probe;
    thread.threadLocalRandomSecondarySeed = probe;
  }

  /** The handler set for this very thread, or null. */
  public static Thread.UncaughtExceptionHandler ownUncaughtExceptionHandler(Thread thread) {
    Thread.UncaughtExceptionHandler handler = thread.getUncaughtExceptionHandler();
    return handler == thread.getThreadGroup() ? null : handler;
  }

  /** What {@link java.util.concurrent.locks.LockSupport#getBlocker} answers, for any thread. */
  public static Object parkBlocker(Thread thread) {
    return UNSAFE.getReference(thread, PARK_BLOCKER);
  }

  /** The address of the VM's own thread structure; 0 where there is none. */
  @ForceInline
  public static long nativeThread(Thread thread) {
    return UNSAFE.getLongVolatile(thread, EETOP);
  }

  /** The thread's identifier as the JVM gave it. */
  @ForceInline
  public static long threadId(Thread thread) {
    return UNSAFE.getLong(thread, TID);
  }

  /** The JDK's end of a thread: its group, its locals, its container. */
  public static void exit(Thread thread) {
    invoke(Handles.EXIT, thread);
  }

  /** {@code Thread.start0}. */
  public static void start(Thread thread) {
    invoke(Handles.START, thread);
  }

  /** {@code Thread.interrupt0}. */
  public static void interrupt(Thread thread) {
    invoke(Handles.INTERRUPT, thread);
  }

  /** {@code Thread.yield0}. */
  public static void yield() {
    try {
      Handles.YIELD.invokeExact();
    } catch (Throwable thrown) {
      throw sneak(thrown);
    }
  }

  /** {@code Thread.sleepNanos0}. */
  public static void sleep(long nanos) throws InterruptedException {
    try {
      Handles.SLEEP.invokeExact(nanos);
    } catch (Throwable thrown) {
      throw sneak(thrown);
    }
  }

  private static void invoke(MethodHandle handle, Thread thread) {
    try {
      handle.invokeExact(thread);
    } catch (Throwable thrown) {
      throw sneak(thrown);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  /** Private methods of Thread; apart, so that they are looked up after the agent has woven Thread. */
  private static final class Handles {

    static final MethodHandle START = find("start0");
    static final MethodHandle INTERRUPT = find("interrupt0");
    static final MethodHandle EXIT = find("exit");
    static final MethodHandle YIELD = findStatic("yield0", MethodType.methodType(void.class));
    static final MethodHandle SLEEP = findStatic("sleepNanos0", MethodType.methodType(void.class, long.class));

    private static MethodHandle find(String name) {
      try {
        return lookup().findVirtual(Thread.class, name, MethodType.methodType(void.class));
      } catch (ReflectiveOperationException absent) {
        throw new ExceptionInInitializerError(absent);
      }
    }

    private static MethodHandle findStatic(String name, MethodType type) {
      try {
        return lookup().findStatic(Thread.class, name, type);
      } catch (ReflectiveOperationException absent) {
        throw new ExceptionInInitializerError(absent);
      }
    }

    private static MethodHandles.Lookup lookup() throws IllegalAccessException {
      return MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
    }
  }
}
