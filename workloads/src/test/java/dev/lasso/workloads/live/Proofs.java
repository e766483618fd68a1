package dev.lasso.workloads.live;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import java.util.List;

/** What is proved of a program that is caught in a loop, for a comparison of JVMs. */
public final class Proofs {

  private Proofs() {}

  /** @param arguments the program; what is proved of it is printed */
  public static void main(String[] arguments) {
    System.out.print(of(arguments[0]));
    System.out.flush();
  }

  /** The trace hash and the dump, which ends with a line end, of a run of {@link LivelockedPrograms}. */
  static String of(String program) {
    RunSpec spec = RunSpec.of(new RunSpec.Program.OfMain(LivelockedPrograms.class.getName(), program,
        System.getProperty("java.class.path"), List.of()));
    Outcome outcome = Simulation.get().run(spec.withStrategy("random-walk:suffix=0"));
    return program + " " + outcome.proof() + " " + outcome.traceHashText() + "\n" + outcome.dump();
  }
}
