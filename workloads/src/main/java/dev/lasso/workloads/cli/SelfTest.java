package dev.lasso.workloads.cli;

import dev.lasso.sim.agent.Installation;
import dev.lasso.workloads.seed.BadInput;
import java.util.List;

/** Says at start whether this JDK is one that a simulation can rest on. */
final class SelfTest {

  private static final int KNOWN_JDK = 25;

  private SelfTest() {}

  /** @throws BadInput if something does not fit */
  static void run(Console console) {
    if (!Installation.isPresent()) {
      throw new BadInput("this JVM runs without Lasso's agent: use the script lasso, or -javaagent:<sim-runtime jar>");
    }
    int jdk = Runtime.version().feature();
    if (jdk != KNOWN_JDK) {
      console.err().println("lasso: JDK " + jdk + " is not known to work, JDK " + KNOWN_JDK + " is");
    }
    List<String> misfits = Installation.get().misfits();
    if (!misfits.isEmpty()) {
      throw new BadInput("the self-test failed on JDK " + Runtime.version() + ": " + String.join("; ", misfits));
    }
  }
}
