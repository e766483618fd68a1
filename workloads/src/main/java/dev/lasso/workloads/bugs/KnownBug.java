package dev.lasso.workloads.bugs;

import dev.lasso.sim.Run;
import dev.lasso.sim.Workload;
import dev.lasso.workloads.program.Program;
import java.util.List;

/**
 * A program of this package as a workload: with its defect, or as the correct twin, which is named {@code NAME-fixed}
 * and LIVE on every schedule.
 *
 * @param bug the name of the defect
 * @param fixed whether this is the twin
 * @param ending how the program with the defect can end, on some schedules; on the others it is LIVE
 */
public record KnownBug(String bug, boolean fixed, Ending ending, String summary, List<Parameter> parameters)
    implements Workload {

  /** What the name of a twin ends with. */
  public static final String TWIN = "-fixed";

  /** The verdict that a defect leads to. */
  public enum Ending {
    /** Somebody waits who can never be woken. */
    STUCK,
    /** A check of the program throws. */
    FAILED
  }

  @Override
  public String name() {
    return fixed ? bug + TWIN : bug;
  }

  @Override
  public String description() {
    return fixed ? "correct: " + summary : summary + " (" + ending + ")";
  }

  @Override
  public void run(Run run) throws Exception {
    program(run).run();
  }

  /** The same program for a plain JVM: its {@code main} takes {@link Program#FIXED} for the twin. */
  public Class<? extends Program> mainClass() {
    return switch (bug) {
      case "ab-ba-monitors" -> AbBaMonitors.class;
      case "ab-ba-locks" -> AbBaLocks.class;
      case "lost-wakeup" -> LostWakeup.class;
      case "buffer-notify" -> BufferNotify.class;
      case "buffer-signal" -> BufferSignal.class;
      case "racy-volatile" -> RacyVolatile.class;
      case "racy-counter" -> RacyCounter.class;
      case "check-then-act" -> CheckThenAct.class;
      case "lazy-singleton" -> LazySingleton.class;
      case "reorder" -> Reorder.class;
      case "two-stage" -> TwoStage.class;
      case "semaphore-leak" -> SemaphoreLeak.class;
      case "latch-twice" -> LatchTwice.class;
      case "executor-self-submit" -> ExecutorSelfSubmit.class;
      case "stopped-worker" -> StoppedWorker.class;
      default -> throw unknown();
    };
  }

  private Program program(Run run) {
    return switch (bug) {
      case "ab-ba-monitors" -> new AbBaMonitors(fixed);
      case "ab-ba-locks" -> new AbBaLocks(fixed);
      case "lost-wakeup" -> new LostWakeup(fixed);
      case "buffer-notify" -> new BufferNotify(fixed, run.intParameter("items"));
      case "buffer-signal" -> new BufferSignal(fixed, run.intParameter("items"));
      case "racy-volatile" -> new RacyVolatile(fixed);
      case "racy-counter" -> new RacyCounter(fixed);
      case "check-then-act" -> new CheckThenAct(fixed);
      case "lazy-singleton" -> new LazySingleton(fixed);
      case "reorder" -> new Reorder(fixed, run.intParameter("writers"));
      case "two-stage" -> new TwoStage(fixed, run.intParameter("writers"));
      case "semaphore-leak" -> new SemaphoreLeak(fixed);
      case "latch-twice" -> new LatchTwice(fixed);
      case "executor-self-submit" -> new ExecutorSelfSubmit(fixed);
      case "stopped-worker" -> new StoppedWorker(fixed);
      default -> throw unknown();
    };
  }

  private IllegalStateException unknown() {
    return new IllegalStateException("the table names " + bug + ", for which there is no program");
  }
}
