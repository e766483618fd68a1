package dev.lasso.sim.agent;

import dev.lasso.sim.choice.Choices;
import dev.lasso.sim.disk.RunFiles;
import dev.lasso.sim.explore.FairSuffix;
import dev.lasso.sim.explore.RandomWalk;
import dev.lasso.sim.hooks.Doorway;
import dev.lasso.sim.jdk.JdkStatics;
import dev.lasso.sim.sched.Scheduler;
import dev.lasso.sim.sync.TaskDoor;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the agent has made of this JVM: its one scheduler and its one door. Nothing woven may run before the door
 * stands, so the door comes first and the weaving last.
 */
public final class Installation {

  private static @Nullable Installation installed;

  private final Scheduler scheduler = new Scheduler(new Choices(new FairSuffix(new RandomWalk(), 0)));
  private final TaskDoor door = new TaskDoor(scheduler);
  private final RunFiles files = new RunFiles(door::inTask, scheduler::epochNanos, door::randomBytes,
      door::actsOutside, door::pause, door.faults());

  private final Instrumentation instrumentation;
  private @Nullable Weaving weaving;

  private Installation(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  static void install(Instrumentation instrumentation) {
    JdkStatics.pinConstants();
    Installation made = new Installation(instrumentation);
    Doorway.install(made.door, made.files);
    made.weaving = Weaving.install(instrumentation, made.scheduler, made.door.restarts());
    installed = made;
  }

  /** Whether this JVM was started with the agent. */
  public static boolean isPresent() {
    return installed != null;
  }

  /**
   * The installation of this JVM.
   *
   * @throws IllegalStateException if it was started without the agent
   */
  public static Installation get() {
    if (installed == null) {
      throw new IllegalStateException(
          "this JVM runs without Lasso's agent: start it with -javaagent:<sim-runtime jar>");
    }
    return installed;
  }

  /** What of the JDK did not fit the agent, in words; empty if all did. */
  public List<String> misfits() {
    return weaving == null ? List.of("the JDK is not woven") : weaving.misfits();
  }

  /** Has the classes of {@code java.util.concurrent} tell how they order accesses, from now on. */
  public void weaveOrdering() {
    if (weaving != null) {
      weaving.weaveOrdering(instrumentation);
    }
  }

  /** The classes that a loader has defined, sorted by name. */
  public Function<ClassLoader, List<Class<?>>> loadedClasses() {
    return loader -> {
      List<Class<?>> classes = new ArrayList<>();
      for (Class<?> type : instrumentation.getInitiatedClasses(loader)) {
        if (type.getClassLoader() == loader) {
          classes.add(type);
        }
      }
      classes.sort(Comparator.comparing(Class::getName));
      return classes;
    };
  }

  /** All classes of this JVM. */
  public List<Class<?>> allClasses() {
    return List.of(instrumentation.getAllLoadedClasses());
  }

  /** The class file that a class of a program or of the JDK runs with; null if that is not to be had. */
  public byte @Nullable [] codeOf(Class<?> type) {
    return weaving == null ? null : weaving.codeOf(type);
  }

  /** The classes of a loader from now on: those of an earlier one are no longer watched. */
  public ProgramClasses classesOf(ProgramLoader loader) {
    return new ProgramClasses(loader, loadedClasses(), door.restarts());
  }

  /** Whether the woven form of a class is kept for the next loader: always, but for a comparison. */
  public void setCachesWovenForms(boolean whether) {
    if (weaving != null) {
      weaving.setCaches(whether);
    }
  }

  /** Runs tasks, one run at a time. */
  public Scheduler scheduler() {
    return scheduler;
  }

  /** The files of the run in progress. */
  public RunFiles files() {
    return files;
  }

  /** Answers woven code. */
  public TaskDoor door() {
    return door;
  }
}
