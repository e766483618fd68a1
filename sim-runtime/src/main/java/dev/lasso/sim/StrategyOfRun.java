package dev.lasso.sim;

import dev.lasso.sim.choice.RandomStream;
import dev.lasso.sim.explore.Mix;
import dev.lasso.sim.explore.Profile;
import dev.lasso.sim.explore.Strategies;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Under which strategy each run of a description is: what its text says, completed where it must be by what a probe run
 * shows. Both follow from the description and the seed alone.
 */
final class StrategyOfRun {

  private final RunSpec template;
  private final Function<RunSpec, Profile> probe;
  private final Map<RunSpec.Points, Mix> mixes = new EnumMap<>(RunSpec.Points.class);

  /**
   * The strategies of the runs of {@code template}, with whatever seed.
   *
   * @param probe runs a description once, or remembers how it went
   */
  StrategyOfRun(RunSpec template, Function<RunSpec, Profile> probe) {
    this.template = template;
    this.probe = probe;
  }

  /** The strategy of the run with that seed. */
  Mix.Member of(long seed) {
    return mixes.computeIfAbsent(points(template, seed), this::mix).draw(new RandomStream(seed, "strategy"));
  }

  private Mix mix(RunSpec.Points points) {
    return Strategies.isComplete(template.strategy())
        ? Strategies.complete(template.strategy())
        : Strategies.completed(template.strategy(), probe.apply(template.withPoints(points)));
  }

  /** The points of the run with that seed: {@link RunSpec.Points#SYNC} or {@link RunSpec.Points#FIELDS}. */
  static RunSpec.Points points(RunSpec spec, long seed) {
    if (spec.points() != RunSpec.Points.DRAWN) {
      return spec.points();
    }
    return new RandomStream(seed, "points").nextInt(2) == 0 ? RunSpec.Points.FIELDS : RunSpec.Points.SYNC;
  }
}
