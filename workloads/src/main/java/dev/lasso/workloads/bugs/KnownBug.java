package dev.lasso.workloads.bugs;

import dev.lasso.sim.Run;
import dev.lasso.sim.Workload;
import dev.lasso.workloads.program.Program;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A program of this package as a workload: with its defect, or as the correct twin, which is named {@code NAME-fixed}
 * and LIVE on every schedule.
 *
 * @param bug the name of the defect
 * @param fixed whether this is the twin
 * @param ending how the program with the defect can end, on some schedules; on the others it is LIVE
 */
public record KnownBug(String bug, boolean fixed, Ending ending, String summary, List<Parameter> parameters)
    implements
      Workload {

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
    program(run::intParameter).run();
  }

  /** The program with the default values of its parameters; its class has a {@code main} that runs the same. */
  public Program program() {
    return program(this::defaultValue);
  }

  /** What that {@code main} takes to run this workload with default values. */
  public List<String> mainArguments() {
    return fixed ? List.of(Program.FIXED) : List.of();
  }

  private Program program(ToIntFunction<String> parameter) {
    return switch (bug) {
      case "ab-ba-monitors" -> new AbBaMonitors(fixed);
      case "ab-ba-locks" -> new AbBaLocks(fixed);
      case "lost-wakeup" -> new LostWakeup(fixed);
      case "buffer-notify" -> new BufferNotify(fixed, parameter.applyAsInt("items"));
      case "buffer-signal" -> new BufferSignal(fixed, parameter.applyAsInt("items"));
      case "racy-volatile" -> new RacyVolatile(fixed);
      case "racy-counter" -> new RacyCounter(fixed);
      case "check-then-act" -> new CheckThenAct(fixed);
      case "lazy-singleton" -> new LazySingleton(fixed);
      case "reorder" -> new Reorder(fixed, parameter.applyAsInt("writers"));
      case "two-stage" -> new TwoStage(fixed, parameter.applyAsInt("writers"));
      case "semaphore-leak" -> new SemaphoreLeak(fixed);
      case "latch-twice" -> new LatchTwice(fixed);
      case "executor-self-submit" -> new ExecutorSelfSubmit(fixed);
      case "stopped-worker" -> new StoppedWorker(fixed);
      default -> throw new IllegalStateException("no program for " + bug);
    };
  }

  private int defaultValue(String parameter) {
    for (Parameter declared : parameters) {
      if (declared.name().equals(parameter)) {
        return Integer.parseInt(declared.defaultValue());
      }
    }
    throw new IllegalStateException(bug + " reads a parameter that it does not declare: " + parameter);
  }
}
