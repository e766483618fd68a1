package dev.lasso.sim.sched;

import dev.lasso.sim.jdk.IdentityHashes;
import dev.lasso.sim.jdk.RealJdk;
import dev.lasso.sim.weave.JdkSelection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tasks on platform threads of their own, which pass a baton on: for a debugger, which cannot stop in a continuation,
 * and as a second opinion on {@link ContinuationCarrier}. A task's platform thread is the program's own, really
 * started, since a debugger takes a thread that is not what {@link Thread#currentThread()} says for two.
 *
 * <p><b>Still a continuation.</b> A task's frames lie in its continuation here too, mounted on its thread from its
 * first step to its last; it gives way by waiting for the baton, with all its frames in sight. That makes three things
 * the same by construction. A stack trace ends where it ends on the other carrier. A task that may be pinned is asked by
 * a real attempt to suspend it, after which its thread mounts it again. And when the run is over each task is suspended
 * in earnest: its frames lie in the heap as they do after any run, nothing unwinds, no code of the program runs, and
 * its thread is free to end.
 *
 * <p>To attempt it each time would make a debugger forget where it wanted to stop: the JVM drops what a debugger asked
 * of frames that are suspended. So only a task is asked that has a frame which the JVM itself or native code called.
 */
public final class ThreadCarrier implements Carrier {

  private static final String CONTINUATION = "jdk.internal.vm.Continuation";
  private static final String INITIALISER = "<clinit>";

  private final StackWalker walker = StackWalker.getInstance(Set.of(StackWalker.Option.SHOW_HIDDEN_FRAMES));

  /** The thread of the scheduler's loop. */
  private final Thread loop = TaskThreads.carrier();

  /** Who has the baton. Handing it over also hands over all that was written before. */
  private volatile Thread holder = loop;

  /** The task whose thread is being started. */
  private volatile @Nullable Task starting;

  private boolean over;

  /** The loop runs on the thread that calls this. */
  public ThreadCarrier() {}

  @Override
  public void resume(Task task) {
    Thread thread = task.thread();
    if (TaskThreads.nativeThread(thread) == 0) {
      check(thread);
      starting = task;
      holder = thread;
      TaskThreads.start(thread);
    } else {
      pass(thread);
    }
    await(loop);
  }

  /** A thread whose run method is not woven would run it by itself. */
  private static void check(Thread thread) {
    Class<?> type = declaringRun(thread);
    boolean ofTheJdk = type.getClassLoader() == null || type.getClassLoader() == ClassLoader.getPlatformClassLoader();
    if (ofTheJdk && !JdkSelection.selects(type.getName().replace('.', '/'), Set.of())) {
      throw new IllegalStateException("thread \"" + thread.getName() + "\" is a " + type.getName()
          + " of the JDK, whose run method is not woven: it can be run without --debug alone");
    }
  }

  private static Class<?> declaringRun(Thread thread) {
    try {
      return thread.getClass().getMethod("run").getDeclaringClass();
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public boolean carry(Task task) {
    if (starting != task) {
      return false;
    }
    starting = null;
    Thread thread = task.thread();
    IdentityHashes.ofCarrier().stop();
    TaskThreads.bind(thread, null);
    do {
      task.resume();
    } while (!over && !task.isDone());
    TaskThreads.bind(thread, task);
    pass(loop);
    return true;
  }

  @Override
  public boolean giveWay(Task task) {
    if ((over || mayBePinned(task)) && !task.giveWay()) {
      return false;
    }
    pass(loop);
    await(task.thread());
    return !over || task.giveWay();
  }

  @Override
  public void end(List<Task> tasks) {
    over = true;
    for (Task task : tasks) {
      if (!task.isDone() && TaskThreads.nativeThread(task.thread()) != 0) {
        pass(task.thread());
        await(loop);
      }
    }
    for (Task task : tasks) {
      while (TaskThreads.nativeThread(task.thread()) != 0) {
        TaskThreads.yield();
      }
    }
    over = false;
  }

  @Override
  public StackTraceElement[] frames(Task task) {
    if (TaskThreads.nativeThread(task.thread()) == 0) {
      return task.getStackTrace();
    }
    return Stream.of(task.thread().getStackTrace()).takeWhile(frame -> !frame.getClassName().equals(CONTINUATION))
        .toArray(StackTraceElement[]::new);
  }

  @Override
  public Thread atWork() {
    return holder;
  }

  private void pass(Thread to) {
    holder = to;
    RealJdk.unpark(to);
  }

  /** A park returns at once while the interrupt flag is set, which is the program's; such a thread only makes room. */
  private void await(Thread self) {
    while (holder != self) {
      if (TaskThreads.isInterrupted(self)) {
        TaskThreads.yield();
      } else {
        RealJdk.park(false, 0);
      }
    }
  }

  private boolean mayBePinned(Task task) {
    return task.loading > 0
        || walker.walk(frames -> frames.takeWhile(frame -> !frame.getClassName().equals(CONTINUATION))
            .anyMatch(frame -> frame.isNativeMethod() || frame.getMethodName().equals(INITIALISER)));
  }
}
