package dev.lasso.sim.sched;

import dev.lasso.sim.explore.StepWatch;
import dev.lasso.sim.race.RaceDetector;
import dev.lasso.sim.trace.ProgramFrames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells a watch, if there is one, what the steps of a run do. As with {@link Tracing}, nobody is the running task
 * meanwhile, and without a watch each method is one comparison.
 */
public final class Effects {

  private final Scheduler scheduler;
  private @Nullable StepWatch watch;

  /** The watch of the run in progress, until its fair suffix begins. */
  private @Nullable StepWatch told;

  private final Ordering ordering;

  /** Whether nobody is told. */
  private boolean silent = true;

  private boolean obstacleIsTold;

  Effects(Scheduler scheduler) {
    this.scheduler = scheduler;
    ordering = new Ordering(scheduler);
  }

  /** Sets who looks for races in the runs from now on; null for nobody. */
  public void findRaces(@Nullable RaceDetector detector) {
    ordering.to(detector);
  }

  /** Who is told of what orders the accesses of tasks, in runs that are looked at for races. */
  public Ordering ordering() {
    return ordering;
  }

  /** Sets who is told of the runs from now on; null for nobody. */
  public void to(@Nullable StepWatch follower) {
    watch = follower;
    obstacleIsTold = false;
  }

  void begin() {
    told = watch;
    silent = told == null && !ordering.isOn();
  }

  void suffixBegins() {
    if (told != null) {
      told.suffixBegins();
      told = null;
      silent = !ordering.isOn();
    }
  }

  void reaches(Task task) {
    if (told != null) {
      Thread left = scheduler.leaveRun();
      told.reaches(task.id(), task.operation, task.operand);
      scheduler.enterRun(left);
    }
  }

  /**
   * Who is told of what the running task does, if anybody: not of what the JVM does once, on whatever task, and need not
   * do in the next run.
   */
  private @Nullable StepWatch told() {
    return told == null || scheduler.current().isOneTimeWork() ? null : told;
  }

  void performs(Task task) {
    if (told != null) {
      told.performs(task.id(), task.operation, task.operand);
    }
  }

  void starts(Task task) {
    if (silent) {
      return;
    }
    ordering.starts(task);
    if (told != null) {
      told.starts(task.id(), task, task.thread().isDaemon());
      told.touches(task.thread());
      told.draws();
    }
  }

  void wakes(Task task) {
    if (told != null) {
      told.wakes(task.id());
    }
  }

  void ends(Task task) {
    if (silent) {
      return;
    }
    ordering.ends(task);
    if (told != null) {
      told.touches(task.thread());
      told.ends(task.id(), task, task.thread().isDaemon());
    }
  }

  /** The running task has taken a monitor that nobody held. */
  public void acquires(Object monitor) {
    if (silent) {
      return;
    }
    ordering.acquires(monitor);
    StepWatch follower = told();
    if (follower != null) {
      follower.acquires(monitor);
    }
  }

  /** The running task wants a monitor that another holds. */
  public void findsHeld(Object monitor) {
    StepWatch follower = told();
    if (follower != null) {
      follower.findsHeld(monitor);
    }
  }

  /** The running task has let go of a monitor. */
  public void releases(Object monitor) {
    if (silent) {
      return;
    }
    ordering.releases(monitor);
    StepWatch follower = told();
    if (follower != null) {
      follower.releases(monitor);
    }
  }

  /** The running task sees that a thread has ended. */
  public void seesEnd(Task task) {
    if (!silent) {
      ordering.acquires(task.thread());
    }
  }

  /** The running task takes the monitor of an object for real, or lets go of it. */
  public void pins(Object monitor, boolean takes) {
    if (!silent && takes) {
      ordering.acquires(monitor);
    } else if (!silent) {
      ordering.releases(monitor);
    }
  }

  /** The running task interrupts another. */
  public void interrupts(Task task) {
    if (!silent) {
      ordering.interrupts(task);
    }
  }

  /** The running task reads or changes the state of a thread. */
  public void touches(Thread thread) {
    StepWatch follower = told();
    if (follower != null) {
      follower.touches(thread);
    }
  }

  /** The running task draws from what all tasks draw from. */
  public void draws() {
    StepWatch follower = told();
    if (follower != null) {
      follower.draws();
    }
  }

  /** The running task acts on files, or on other memory than the heap. */
  public void actsOutside() {
    StepWatch follower = told();
    if (follower != null) {
      follower.actsOutside();
    }
  }

  /** The running task acts on all others, or looks at them. */
  public void touchesAll() {
    StepWatch follower = told();
    if (follower != null) {
      follower.touchesAll();
    }
  }

  /** What the running task does depends on more than the order of steps; the text goes on after "the program". */
  public void dependsOn(String what) {
    StepWatch follower = told();
    if (follower != null && !obstacleIsTold) {
      obstacleIsTold = true;
      Thread left = scheduler.leaveRun();
      List<String> frames = new ProgramFrames().here();
      scheduler.enterRun(left);
      follower.dependsOn("the program " + what + (frames.isEmpty() ? "" : " at " + frames.getFirst()));
    }
  }
}
