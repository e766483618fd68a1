package dev.lasso.workloads.cli;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.trace.Divergence;
import org.jspecify.annotations.Nullable;

/**
 * What an exploration reports.
 *
 * @param isRun whether one run is reported, rather than many that were fine
 * @param exploration the search behind it, or null if only one schedule was asked for
 * @param schedules how many were run
 * @param defect where running it again parted from it, which must never be; null if it did not
 */
record Found(Outcome outcome, long seed, boolean isRun, @Nullable Exploration exploration, long schedules,
    @Nullable Divergence defect) {

  /** The description of the run that is reported, with all that it depended on. */
  RunSpec spec(RunSpec template) {
    return template.withSeed(seed).withStrategy(outcome.strategy());
  }

  int exitCode() {
    return defect != null ? ExitCode.UNDECIDED : ExitCode.of(outcome);
  }

  /** The seed of the first violation, or null if there was none. */
  @Nullable
  Long firstFailure() {
    if (exploration != null) {
      return exploration.firstViolation();
    }
    return outcome.isViolation() ? Long.valueOf(seed) : null;
  }
}
