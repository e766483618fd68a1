package dev.lasso.workloads.correct;

import dev.lasso.sim.Run;
import dev.lasso.sim.Workload;
import dev.lasso.workloads.correct.Spin.Way;
import dev.lasso.workloads.program.Program;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A correct program as a workload.
 *
 * @param longLoop whether one run is long, so that a soak runs it a hundred times rather than ten thousand
 * @param mainArguments what the {@code main} of the program takes to run this workload with default values
 */
public record CorrectProgram(String name, String description, boolean longLoop, List<String> mainArguments,
    List<Parameter> parameters) implements Workload {

  @Override
  public void run(Run run) throws Exception {
    program(run::intParameter).run();
  }

  /** The program with the default values of its parameters; its class has a {@code main} that runs the same. */
  public Program program() {
    return program(parameter -> Integer.parseInt(mainArguments.get(0)));
  }

  private Program program(ToIntFunction<String> parameter) {
    return switch (name) {
      case "correct-locked-counter", "correct-locked-loop" -> new LockedCounter(parameter.applyAsInt("increments"));
      case "correct-timed-wait" -> new TimedWait();
      case "correct-sleep-order" -> new SleepOrder();
      case "correct-spin-wait" -> new Spin(Way.ON_SPIN_WAIT);
      case "correct-spin-yield" -> new Spin(Way.YIELD);
      case "correct-spin-plain" -> new Spin(Way.PLAIN);
      case "correct-deadline-loop" -> new DeadlineLoop();
      case "correct-backoff" -> new Backoff();
      case "correct-idle-daemon" -> new IdleDaemon();
      default -> throw new IllegalStateException("no program for " + name);
    };
  }
}
