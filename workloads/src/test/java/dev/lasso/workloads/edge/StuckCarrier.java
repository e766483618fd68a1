package dev.lasso.workloads.edge;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import java.util.Hashtable;
import java.util.List;

/**
 * A JVM for {@link WatchdogTest}: runs a program of {@link EdgePrograms} that never comes back, then one that would,
 * and prints a line for each. What the programs wait for in vain is its standard input, and a monitor of the real JVM.
 */
final class StuckCarrier {

  private StuckCarrier() {}

  public static void main(String[] args) {
    Hashtable<String, String> held = new Hashtable<>();
    System.getProperties().put(EdgePrograms.HELD, held);
    synchronized (held) {
      print(args[0]);
      print("exitsWell");
    }
  }

  private static void print(String method) {
    Outcome outcome = Simulation.get().run(RunSpec.of(new RunSpec.Program.OfMain(EdgePrograms.class.getName(), method,
        System.getProperty("java.class.path"), List.of())));
    System.out.println(outcome.verdict() + ": " + outcome.summary());
  }
}
