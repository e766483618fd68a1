package dev.lasso.workloads.disk;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import java.security.SecureRandom;
import java.util.List;

/** The main class of a JVM in which a run is the first to want secure random numbers, and the JVM itself the second. */
public final class RandomSource {

  private RandomSource() {}

  /** Prints the run's verdict, and how many bytes the JVM has drawn. */
  public static void main(String[] arguments) {
    RunSpec.Program.OfMain program = new RunSpec.Program.OfMain(RandomSource.class.getName(), "draw",
        System.getProperty("java.class.path"), List.of());
    Outcome outcome = Simulation.get().run(RunSpec.of(program).withSeed(1));
    System.out.println(outcome.verdict());
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    System.out.println(bytes.length + " bytes");
  }

  static void draw() {
    new SecureRandom().nextBytes(new byte[16]);
  }
}
