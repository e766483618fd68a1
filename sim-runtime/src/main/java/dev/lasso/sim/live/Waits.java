package dev.lasso.sim.live;

import dev.lasso.sim.jdk.RealJdk;
import dev.lasso.sim.sched.Task;
import dev.lasso.sim.sync.TaskDoor;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import org.jspecify.annotations.Nullable;

/** What tasks wait for, read from their state: the object, whether it is a condition, and who holds it. */
final class Waits {

  private final TaskDoor door;

  Waits(TaskDoor door) {
    this.door = door;
  }

  /** What a task waits for. */
  sealed interface Wait {

    /** To enter a monitor or to get a lock. */
    record ForLock(Object lock, @Nullable Thread holder, boolean monitor) implements Wait {}

    /** For a notify or signal. */
    record ForCondition(Object condition, boolean monitor) implements Wait {}

    /** For a thread to end. */
    record ForEnd(Thread thread) implements Wait {}

    /** For a permit, with a blocker that is no lock, or with none. */
    record ForPermit(@Nullable Object blocker) implements Wait {}

    /** For time to pass. */
    record ForTime() implements Wait {}

    /** For the disk. */
    record ForDisk() implements Wait {}

    /** For nothing: it could go on. */
    record ForNothing() implements Wait {}
  }

  Wait of(Task task) {
    return switch (task.waitKind()) {
      case NONE -> new Wait.ForNothing();
      case SLEEP -> new Wait.ForTime();
      case DISK -> new Wait.ForDisk();
      case MONITOR -> {
        Task owner = door.monitors().owner(required(task));
        yield new Wait.ForLock(required(task), owner == null ? null : owner.thread(), true);
      }
      case WAIT_SET -> new Wait.ForCondition(required(task), true);
      case JOIN -> new Wait.ForEnd((Thread) required(task));
      case PARK -> ofBlocker(TaskThreads.parkBlocker(task.thread()));
    };
  }

  private Wait ofBlocker(@Nullable Object blocker) {
    if (blocker instanceof AbstractQueuedSynchronizer.ConditionObject) {
      return new Wait.ForCondition(blocker, false);
    }
    if (blocker instanceof AbstractOwnableSynchronizer lock) {
      return new Wait.ForLock(lock, RealJdk.exclusiveOwner(lock), false);
    }
    return new Wait.ForPermit(blocker);
  }

  /** The holder that keeps a task from going on: of the lock it wants, or the thread whose end it waits for. */
  @Nullable
  Thread blockedBy(Task task) {
    return switch (of(task)) {
      case Wait.ForLock wait -> wait.holder();
      case Wait.ForEnd wait -> wait.thread();
      case Wait.ForCondition wait -> null;
      case Wait.ForPermit wait -> null;
      case Wait.ForTime wait -> null;
      case Wait.ForDisk wait -> null;
      case Wait.ForNothing wait -> null;
    };
  }

  private static Object required(Task task) {
    Object object = task.waitObject();
    if (object == null) {
      throw new IllegalStateException("task " + task.id() + " waits for " + task.waitKind() + " of nothing");
    }
    return object;
  }
}
