package dev.lasso.workloads.faulty;

import dev.lasso.sim.Run;
import dev.lasso.sim.Workload;
import dev.lasso.sim.fault.FaultKind;
import dev.lasso.workloads.program.Program;

/**
 * A program of this package as a workload: with its defect, or as the correct twin, which is named {@code NAME-fixed}.
 *
 * @param defect the name of the defect
 * @param fixed whether this is the twin
 * @param fault what must fail for the defect to show
 */
public record FaultyProgram(String defect, boolean fixed, FaultKind fault, String summary) implements Workload {

  /** What the name of a twin ends with. */
  private static final String TWIN = "-fixed";

  @Override
  public String name() {
    return fixed ? defect + TWIN : defect;
  }

  @Override
  public String description() {
    return fixed ? "correct: " + summary : summary + " (STUCK if one " + fault.site() + " fails)";
  }

  @Override
  public void run(Run run) throws Exception {
    program().run();
  }

  /** The program; its class has a {@code main} that runs the same. */
  public Program program() {
    return switch (defect) {
      case "async-workers" -> new AsyncWorkers(fixed);
      case "request-gate" -> new RequestGate(fixed);
      default -> throw new IllegalStateException("no program for " + defect);
    };
  }
}
