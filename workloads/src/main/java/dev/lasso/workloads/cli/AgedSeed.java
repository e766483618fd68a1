package dev.lasso.workloads.cli;

import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Workloads;
import dev.lasso.sim.shrink.Failure;
import dev.lasso.sim.shrink.Nearby;
import dev.lasso.workloads.seed.BadInput;
import dev.lasso.workloads.seed.Seed;
import dev.lasso.workloads.seed.SeedDirectory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A seed that no longer replays: whether its failure is still found nearby, and what to do. */
final class AgedSeed {

  private AgedSeed() {}

  /** Looks for the failure near the seed, and near what it was shrunk to; null if it was none. */
  static Nearby.@Nullable Answer look(Runner runner, Workloads workloads, SeedDirectory directory, Seed seed) {
    Seed.Result result = seed.result();
    if (!result.verdict().isViolation()) {
      return null;
    }
    List<RunSpec> hints = new ArrayList<>();
    hints.add(seed.spec());
    SeedDirectory shrunk = directory.shrunk();
    if (shrunk.holdsSeed() && !shrunk.file().equals(directory.file())) {
      try {
        hints.add(shrunk.read(workloads).spec());
      } catch (BadInput unreadable) {
        // One hint less.
      }
    }
    return new Nearby(new RunnerTrials(runner, workloads),
        new Failure(result.verdict(), result.proof(), result.fingerprint())).look(hints);
  }

  /**
   * One line.
   *
   * @param refreshed whether the seed has been written anew
   */
  static String line(Nearby.Answer answer, boolean refreshed) {
    String runs = answer.runs() + (answer.runs() == 1 ? " run" : " runs");
    String found = answer.spec() == null
        ? "the failure is not found nearby in " + runs + ": the code may be mended"
        : "the failure is still found nearby" + (answer.isSame() ? "" : ", though threads stand at other places") + ": "
            + answer.how() + ", after " + runs;
    return found + (refreshed ? "" : "; --refresh rewrites the seed as it runs now");
  }
}
