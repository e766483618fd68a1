package dev.lasso.sim.explore;

import java.lang.invoke.VarHandle;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * What is known of calls into {@code java.util.concurrent}: which act on one variable alone, and which may call the
 * program back. Where it may, the call is not over at the next point: what it does after that belongs to a step that
 * began with an operation of the program, and only the stack shows it.
 */
final class LibraryCalls {

  private static final String PACKAGE = "java.util.concurrent.";

  private static final StackWalker STACK = StackWalker.getInstance();

  private static final int[] READS = codes("get", "getPlain", "getOpaque", "getAcquire", "intValue", "longValue",
      "length");

  /** Those of the atomic variables that call a function of the program before they are done. */
  private static final int[] WITH_FUNCTION = codes("updateAndGet", "getAndUpdate", "accumulateAndGet",
      "getAndAccumulate", "toString");

  /** Those of {@code LockSupport}, as far as they act on no object. */
  private static final int[] PARKS = codes("park", "parkNanos", "parkUntil", "unpark");

  private LibraryCalls() {}

  private static int[] codes(String... names) {
    return Set.of(names).stream().mapToInt(name -> Operations.of(Operations.JUC_CALL, name)).sorted().toArray();
  }

  private static boolean isOneOf(int[] codes, int operation) {
    return java.util.Arrays.binarySearch(codes, operation) >= 0;
  }

  /** Adds to a footprint what a call acts on. */
  static void add(Footprint step, int operation, @Nullable Object object, int number) {
    if (isAtomic(object)) {
      step.add(number, Footprint.JUC, !isOneOf(READS, operation));
    } else if (reachesAnyField(object)) {
      step.addAnyField();
    } else {
      step.add(Footprint.NO_OBJECT, Footprint.JUC, true);
    }
  }

  private static boolean isAtomic(@Nullable Object object) {
    return object instanceof AtomicInteger || object instanceof AtomicLong || object instanceof AtomicBoolean
        || object instanceof AtomicReference || object instanceof AtomicIntegerArray
        || object instanceof AtomicLongArray || object instanceof AtomicReferenceArray;
  }

  private static boolean reachesAnyField(@Nullable Object object) {
    return object instanceof VarHandle || object instanceof AtomicIntegerFieldUpdater
        || object instanceof AtomicLongFieldUpdater || object instanceof AtomicReferenceFieldUpdater
        || object != null && object.getClass().getName().equals("sun.misc.Unsafe");
  }

  /** Whether a call may run code of the program before it is over. */
  static boolean mayCallBack(int operation, @Nullable Object object) {
    if (isAtomic(object) || reachesAnyField(object)) {
      return isOneOf(WITH_FUNCTION, operation);
    }
    return !(object instanceof Lock || object instanceof Condition || object instanceof Semaphore
        || object instanceof CountDownLatch || object == null && isOneOf(PARKS, operation));
  }

  /** Whether the calling thread is in such a call now, or began in one. */
  static boolean isOnStack() {
    return STACK.walk(frames -> frames.anyMatch(frame -> frame.getClassName().startsWith(PACKAGE)));
  }
}
