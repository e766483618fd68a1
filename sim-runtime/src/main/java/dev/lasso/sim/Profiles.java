package dev.lasso.sim;

import dev.lasso.sim.explore.FairSuffix;
import dev.lasso.sim.explore.Mix;
import dev.lasso.sim.explore.Probe;
import dev.lasso.sim.explore.Profile;
import dev.lasso.sim.fault.FaultPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The probe runs of this JVM. A probe is a run of the same program with the same options and points, with seed 0,
 * without faults, and under a random walk, so that one serves all seeds of a search. Whether it ends well does not
 * matter.
 */
final class Profiles {

  /** Points after which a probe has seen enough. */
  private static final long MOST_STEPS = 1_000_000;

  private static final int MOST_KEPT = 64;

  private final BiFunction<RunSpec, Mix.Member, Outcome> runs;
  private final Map<RunSpec, Profile> known = new LinkedHashMap<>();

  /** @param runs makes a run under a given strategy */
  Profiles(BiFunction<RunSpec, Mix.Member, Outcome> runs) {
    this.runs = runs;
  }

  /** What the probe of a description shows, whose points are not to be drawn. */
  Profile of(RunSpec spec) {
    RunSpec described = spec.withSeed(0).withStrategy("probe").withFaults(FaultPlan.NONE)
        .withLimits(Math.min(spec.maxSteps(), MOST_STEPS), spec.maxTime());
    Profile profile = known.get(described);
    if (profile == null) {
      Probe probe = new Probe();
      Outcome outcome = runs.apply(described,
          new Mix.Member(described.strategy(), 1, new FairSuffix(probe, FairSuffix.LATEST)));
      profile = probe.profile(outcome.steps());
      if (known.size() == MOST_KEPT) {
        known.remove(known.keySet().iterator().next());
      }
      known.put(described, profile);
    }
    return profile;
  }
}
