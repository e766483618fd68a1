package dev.lasso.workloads.cli;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.agent.Installation;
import dev.lasso.workloads.seed.BadInput;
import java.util.ArrayList;
import java.util.List;

/** Says at start whether this JDK is one that a simulation can rest on. */
final class SelfTest {

  private static final int KNOWN_JDK = 25;
  private static final int SEEDS = 2;

  private SelfTest() {}

  /**
   * Looks at what the agent made of the JDK.
   *
   * @throws BadInput if something does not fit, with all that does not
   */
  static void ofAgent(Console console) {
    if (!Installation.isPresent()) {
      throw new BadInput("this JVM runs without Lasso's agent: use the script lasso, or -javaagent:<sim-runtime jar>");
    }
    int jdk = Runtime.version().feature();
    if (jdk != KNOWN_JDK) {
      console.err().println("lasso: JDK " + jdk + " is not known to work, JDK " + KNOWN_JDK + " is");
    }
    require(Installation.get().misfits());
  }

  /**
   * Runs {@link SelfTestProgram}, each of a few seeds twice.
   *
   * @throws BadInput if a run is not LIVE or not repeated exactly
   */
  static void ofRuns(Runner runner) {
    ofRuns(runner, RunSpec.of(new RunSpec.Program.OfWorkload(SelfTestProgram.class.getName(), "self-test"))
        .withStrategy("random-distance"));
  }

  static void ofRuns(Runner runner, RunSpec spec) {
    List<String> misfits = new ArrayList<>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      Outcome first = runner.explore(spec, seed, seed, outcome -> true);
      Outcome second = runner.explore(spec, seed, seed, outcome -> true);
      if (first.verdict() != Verdict.LIVE) {
        misfits.add("a run is " + first.verdict() + ", " + first.summary());
      } else if (first.traceHash() != second.traceHash()) {
        misfits.add("seed " + seed + " was not the same run twice");
      }
    }
    require(misfits);
  }

  private static void require(List<String> misfits) {
    if (!misfits.isEmpty()) {
      throw new BadInput("the self-test failed on JDK " + Runtime.version() + ": " + String.join("; ", misfits));
    }
  }
}
