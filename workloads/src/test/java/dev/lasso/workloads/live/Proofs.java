package dev.lasso.workloads.live;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import java.util.List;

/** What is proved of a program that is caught in a loop, for a comparison of JVMs. */
public final class Proofs {

  private Proofs() {}

  /**
   * Prints what is proved of a program.
   *
   * @param arguments the program; one more, whatever it is, has the proof made once before, and a look for races behind
   *     that
   */
  public static void main(String[] arguments) {
    if (arguments.length > 1) {
      of(arguments[0]);
      Simulation.get().lookForRaces(true);
      Simulation.get().lookForRaces(false);
    }
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
