package dev.lasso.sim.jdk;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.Buffer;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import jdk.internal.misc.InnocuousThread;
import jdk.internal.misc.Unsafe;
import jdk.internal.misc.VM;
import org.jspecify.annotations.Nullable;

/** Internal calls of the JDK as they are, for threads that are no tasks. */
public final class RealJdk {

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long EXCLUSIVE_OWNER = UNSAFE.objectFieldOffset(AbstractOwnableSynchronizer.class,
      "exclusiveOwnerThread");

  private static final long REFERENT = UNSAFE.objectFieldOffset(Reference.class, "referent");
  private static final long ADDRESS = UNSAFE.objectFieldOffset(Buffer.class, "address");

  private static final long TEXT = UNSAFE.objectFieldOffset(String.class, "value");

  private static final String KEEPS_ALLOCATIONS_OUT = "EliminateAllocations";

  private RealJdk() {}

  /** {@code Unsafe.park}. */
  public static void park(boolean absolute, long time) {
    UNSAFE.park(absolute, time);
  }

  /** {@code Unsafe.unpark}. */
  public static void unpark(Object thread) {
    UNSAFE.unpark(thread);
  }

  /** The state that a JVMTI thread status stands for. */
  public static Thread.State state(int status) {
    return VM.toThreadState(status);
  }

  /** The state of a thread as the JVM sees it, of a task's too. */
  public static Thread.State realState(Thread thread) {
    return state(TaskThreads.status(thread));
  }

  /** Who holds a lock exclusively, or null. */
  public static @Nullable Thread exclusiveOwner(AbstractOwnableSynchronizer lock) {
    return (Thread) UNSAFE.getReference(lock, EXCLUSIVE_OWNER);
  }

  /**
   * Whether {@link TaskFrames} shows every object that a suspended frame refers to. Where the JIT keeps an object in
   * registers instead of allocating it, what that object refers to is hidden.
   */
  public static boolean showsWholeFrames() {
    HotSpotDiagnosticMXBean flags = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return flags != null && flags.getVMOption(KEEPS_ALLOCATIONS_OUT).getValue().equals("false");
  }

  /** Whether a thread is a helper of the JDK itself, which stays real: Cleaner, Common-Cleaner and their kind. */
  public static boolean isOfTheJdk(Thread thread) {
    return thread instanceof InnocuousThread && !(thread instanceof ForkJoinWorkerThread);
  }

  /** What a reference refers to, without an effect on the collector's policy. */
  public static @Nullable Object referent(Reference<?> reference) {
    return UNSAFE.getReference(reference, REFERENT);
  }

  /** Whether a string has its text; it has none while a constructor decodes it, and may not be asked then. */
  public static boolean isDecoded(String string) {
    return UNSAFE.getReference(string, TEXT) != null;
  }

  /** A hash of the bytes that a direct buffer stands for, all of them. */
  public static long contentOutsideTheHeap(Buffer buffer) {
    long address = UNSAFE.getLong(buffer, ADDRESS);
    long hash = buffer.capacity();
    for (int i = 0; i < buffer.capacity(); i++) {
      long mixed = (hash ^ UNSAFE.getByte(address + i)) * 0x9e3779b97f4a7c15L;
      hash = mixed ^ mixed >>> 32;
    }
    return hash;
  }

  /** {@code VM.getNanoTimeAdjustment}. */
  public static long nanoTimeAdjustment(long offsetSeconds) {
    return VM.getNanoTimeAdjustment(offsetSeconds);
  }
}
