package dev.lasso.sim.sched;

import dev.lasso.sim.hooks.Door;
import dev.lasso.sim.race.RaceDetector;
import java.lang.invoke.VarHandle;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells a race detector, if there is one, what tasks do. As with {@link Tracing}, nobody is the running task meanwhile.
 * What is done while classes are loaded and linked may have been done before in another run, and is not told.
 */
public final class Ordering {

  private final Scheduler scheduler;
  private @Nullable RaceDetector detector;

  Ordering(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  void to(@Nullable RaceDetector told) {
    detector = told;
  }

  boolean isOn() {
    return detector != null;
  }

  private void tell(ObjIntConsumer<RaceDetector> event) {
    RaceDetector told = detector;
    if (told != null) {
      Thread left = scheduler.leaveRun();
      event.accept(told, left == null ? -1 : scheduler.current().id());
      scheduler.enterRun(left);
    }
  }

  private boolean isLoading() {
    return scheduler.current().loading > 0;
  }

  void starts(Task task) {
    tell((to, by) -> to.starts(by, task.id(), by >= 0 && scheduler.current().hasEnded()));
  }

  void ends(Task task) {
    tell((to, by) -> to.ends(task.id(), task.thread()));
  }

  void acquires(Object monitor) {
    if (!isLoading()) {
      tell((to, task) -> to.acquires(task, monitor));
    }
  }

  void releases(Object monitor) {
    if (!isLoading()) {
      tell((to, task) -> to.releases(task, monitor));
    }
  }

  void interrupts(Task interrupted) {
    tell((to, task) -> to.interrupts(task, interrupted.id()));
  }

  /**
   * The running task reads a volatile field, writes one, or both.
   *
   * @param object null for what belongs to none, which then has a name and is told always; a handle stands for the
   *     static field that it may be one of
   * @param name null for any of the object's
   */
  public void volatileAccess(@Nullable Object object, @Nullable String name, boolean reads, boolean writes) {
    if (object != null && isLoading()) {
      return;
    }
    tell((to, task) -> {
      if (Door.FENCE.equals(name)) {
        to.fence();
      } else if (!(object instanceof VarHandle handle)) {
        volatileAccess(to, task, object, name, reads, writes);
      } else if (handle.coordinateTypes().isEmpty()) {
        volatileAccess(to, task, null, RaceDetector.ANY_STATIC, reads, writes);
      }
    });
  }

  private static void volatileAccess(RaceDetector to, int task, @Nullable Object object, @Nullable String name,
      boolean reads, boolean writes) {
    if (reads) {
      to.reads(task, object, name);
    }
    if (writes) {
      to.writes(task, object, name);
    }
  }

  /** The running task accesses a plain field; of what initialisers do nobody is told. */
  public void fieldAccess(@Nullable Object object, String name, String place, boolean writes) {
    if (scheduler.current().quiet == 0) {
      tell((to, task) -> to.field(task, scheduler.steps(), object, name, place, writes));
    }
  }

  /** The running task accesses an element of an array; likewise. */
  public void elementAccess(Object array, int index, String place, boolean writes) {
    if (scheduler.current().quiet == 0) {
      tell((to, task) -> to.element(task, scheduler.steps(), array, index, place, writes));
    }
  }
}
