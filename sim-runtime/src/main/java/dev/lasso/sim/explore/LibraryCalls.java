package dev.lasso.sim.explore;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
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
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the calls into {@code java.util.concurrent} of a run's tasks act on. A call is one step up to its first park or
 * unpark, if it has any; what it does after those, on their steps, is what it would do at once.
 *
 * <ul> <li>An atomic variable, a {@code ReentrantLock}, {@code Semaphore} or {@code CountDownLatch} is its own state and
 * shares it with nobody. <li>A condition belongs to a lock that its task holds, hence to one that it has called before.
 * <li>Everything else acts on one state that all share: what a queue and a pool have in common cannot be seen. <li>Where
 * a call may run code of the program, it is not over at that code's points: what it does between them belongs to steps
 * that began with an operation of the program, and acts on what the call acts on. Only the stack shows that the call still goes on, and it is looked at for
 * as long as it may. </ul>
 */
final class LibraryCalls {

  private static final String PACKAGE = "java.util.concurrent.";
  private static final int MOST_LOCKS = 8;

  private static final StackWalker STACK = StackWalker.getInstance();

  private static final int[] READS = codes("get", "getPlain", "getOpaque", "getAcquire", "intValue", "longValue",
      "length");

  /** Those of the atomic variables that call a function of the program before they are done. */
  private static final int[] WITH_FUNCTION = codes("updateAndGet", "getAndUpdate", "accumulateAndGet",
      "getAndAccumulate", "toString");

  /** Those of {@code LockSupport}, as far as they act on no object. */
  private static final int[] PARKS = codes("park", "parkNanos", "parkUntil", "unpark");

  /** What the parks of a call act on: the state that all share, nothing beside the thread, or all locks of the task. */
  private static final int SHARED = 0;

  private static final int THREAD = -1;
  private static final int LOCKS = -2;

  /** By task, the state of its call, or the number of the object that is its own. */
  private final int[] states = new int[Long.SIZE];

  /** By task, the numbers of the locks that it has called, and how many; too many stand for all. */
  private final int[][] locks = new int[Long.SIZE][MOST_LOCKS];

  private final int[] lockCount = new int[Long.SIZE];

  /** By task, whether a call of it may still be going on at its next point. */
  private final boolean[] mayGoOn = new boolean[Long.SIZE];

  /** By task, what the calls act on that may be going on. */
  private final Footprint[] goingOn = new Footprint[Long.SIZE];

  LibraryCalls() {
    Arrays.setAll(goingOn, task -> new Footprint());
  }

  private static int[] codes(String... names) {
    return Arrays.stream(names).mapToInt(name -> Operations.of(Operations.JUC_CALL, name)).sorted().toArray();
  }

  private static boolean isOneOf(int[] codes, int operation) {
    return Arrays.binarySearch(codes, operation) >= 0;
  }

  /** A run begins. */
  void begin() {
    Arrays.fill(states, SHARED);
    Arrays.fill(lockCount, 0);
    Arrays.fill(mayGoOn, false);
  }

  /** A task performs an operation, on the object of that number. */
  void performs(int task, int operation, @Nullable Object object, int number) {
    int kind = Operations.kind(operation);
    if (kind == Operations.JUC_CALL) {
      calls(task, operation, object, number);
    } else if (kind != Operations.PARK && kind != Operations.UNPARK) {
      states[task] = SHARED;
    }
  }

  private void calls(int task, int operation, @Nullable Object object, int number) {
    boolean callsBack = false;
    if (object instanceof ReentrantLock) {
      states[task] = number;
      addLock(task, number);
    } else if (object instanceof Semaphore || object instanceof CountDownLatch) {
      states[task] = number;
    } else if (object instanceof AbstractQueuedSynchronizer.ConditionObject) {
      states[task] = lockCount[task] == 0 || lockCount[task] > MOST_LOCKS ? SHARED : LOCKS;
    } else if (object == null && isOneOf(PARKS, operation)) {
      states[task] = THREAD;
    } else {
      states[task] = SHARED;
      callsBack = !isVariable(object) || isOneOf(WITH_FUNCTION, operation);
    }
    if (callsBack) {
      mayGoOn(task);
      addCall(goingOn[task], task, operation, object, number);
    }
  }

  private void mayGoOn(int task) {
    if (!mayGoOn[task]) {
      mayGoOn[task] = true;
      goingOn[task].clear();
      addShared(goingOn[task]);
    }
  }

  private void addLock(int task, int number) {
    int count = lockCount[task];
    for (int i = 0; i < Math.min(count, MOST_LOCKS); i++) {
      if (locks[task][i] == number) {
        return;
      }
    }
    if (count < MOST_LOCKS) {
      locks[task][count] = number;
    }
    lockCount[task] = Math.min(count, MOST_LOCKS) + 1;
  }

  /** Adds to a footprint what the operation, which {@link #performs} was told of, acts on in this package. */
  void add(Footprint step, int task, int operation, @Nullable Object object, int number) {
    int kind = Operations.kind(operation);
    if (kind == Operations.JUC_CALL || kind == Operations.PARK || kind == Operations.UNPARK) {
      addCall(step, task, operation, object, number);
    }
    addIfInside(step, task);
  }

  private void addCall(Footprint step, int task, int operation, @Nullable Object object, int number) {
    if (isAtomic(object)) {
      step.add(number, Footprint.JUC, !isOneOf(READS, operation));
    } else if (isVariable(object)) {
      step.addAnyField();
    } else {
      addState(step, task);
    }
  }

  private void addState(Footprint step, int task) {
    switch (states[task]) {
      case SHARED -> addShared(step);
      case THREAD -> {}
      case LOCKS -> {
        for (int i = 0; i < lockCount[task]; i++) {
          step.add(locks[task][i], Footprint.JUC, true);
        }
      }
      default -> step.add(states[task], Footprint.JUC, true);
    }
  }

  private static void addShared(Footprint step) {
    step.add(Footprint.NO_OBJECT, Footprint.JUC, true);
  }

  /** Adds what the calls act on that may still be going on. */
  void addIfInside(Footprint step, int task) {
    if (mayGoOn[task]) {
      step.add(goingOn[task]);
    }
  }

  /** A task may have begun inside of a call. */
  void mayHaveBegunInside(int task) {
    mayGoOn(task);
  }

  /** A task, on whose stack this is called, has come to the end of a step. */
  void looksAtStack(int task, SearchState state, boolean isNew) {
    if (mayGoOn[task]) {
      if (isNew) {
        state.inside = isOnStack();
        if (state.inside) {
          addIfInside(state.step, task);
        }
      }
      mayGoOn[task] = state.inside;
    }
  }

  /** The same for a task that has taken no step of a search yet. */
  void looksAtStack(int task) {
    if (isOnStack()) {
      mayGoOn(task);
    } else {
      mayGoOn[task] = false;
    }
  }

  private static boolean isOnStack() {
    return STACK.walk(frames -> frames.anyMatch(frame -> frame.getClassName().startsWith(PACKAGE)));
  }

  private static boolean isVariable(@Nullable Object object) {
    return isAtomic(object) || object instanceof VarHandle || object instanceof AtomicIntegerFieldUpdater
        || object instanceof AtomicLongFieldUpdater || object instanceof AtomicReferenceFieldUpdater
        || object != null && object.getClass().getName().equals("sun.misc.Unsafe");
  }

  private static boolean isAtomic(@Nullable Object object) {
    return object instanceof AtomicInteger || object instanceof AtomicLong || object instanceof AtomicBoolean
        || object instanceof AtomicReference || object instanceof AtomicIntegerArray
        || object instanceof AtomicLongArray || object instanceof AtomicReferenceArray;
  }
}
