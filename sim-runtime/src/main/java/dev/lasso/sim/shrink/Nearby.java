package dev.lasso.sim.shrink;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.choice.RandomStream;
import dev.lasso.sim.explore.Deviation;
import dev.lasso.sim.explore.Script;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the failure of a run that no longer replays, because its program has changed, in runs that go like it: by
 * the same description, by the script of that run with small changes, and by other seeds. What of a script no longer
 * fits is passed over, so that it is a hint and no more.
 */
public final class Nearby {

  /** Points that may be spent on variations. */
  private static final long STEPS = 10_000_000;

  private static final int LEAST_VARIATIONS = 2;
  private static final int MOST_VARIATIONS = 40;

  /** Of so many deviations one is moved, and of so many one left out. */
  private static final int MOVED = 4;

  private static final int LEFT_OUT = 16;

  /** How far a deviation is moved, in points, either way. */
  private static final int FAR = 3;

  private final Trials trials;
  private final Failure failure;
  private int runs;
  private @Nullable Answer alike;

  /**
   * What was found.
   *
   * @param spec the description of a run that fails, or null if none did
   * @param how it goes like the one that was looked for, in a few words
   * @param isSame whether it fails at the same places, not just in the same way
   * @param runs how many runs were made
   */
  public record Answer(@Nullable RunSpec spec, String how, boolean isSame, int runs) {}

  /** @param failure what is looked for */
  public Nearby(Trials trials, Failure failure) {
    this.trials = trials;
    this.failure = failure;
  }

  /**
   * Looks near some descriptions: first by each of them as it is.
   *
   * @param hints descriptions of runs that have failed so before
   */
  public Answer look(List<RunSpec> hints) {
    for (RunSpec hint : hints) {
      Answer found = tried(hint, Schedules.isScript(hint) ? "by its script" : "by the same description");
      if (found != null) {
        return found;
      }
    }
    for (RunSpec hint : hints) {
      Answer found = varied(hint);
      if (found != null) {
        return found;
      }
    }
    return alike == null ? new Answer(null, "", false, runs) : new Answer(alike.spec, alike.how, false, runs);
  }

  private @Nullable Answer varied(RunSpec hint) {
    Script script = Schedules.isScript(hint) ? Script.parse(hint.strategy()) : trials.script(hint).script();
    long steps = Math.max(1, trials.run(hint).steps());
    runs++;
    long variations = Math.clamp(STEPS / steps, LEAST_VARIATIONS, MOST_VARIATIONS);
    for (long i = 0; i < variations; i++) {
      Script other = script.with(varied(script.deviations(), new RandomStream(i, "nearby")));
      Answer found = tried(hint.withStrategy(other.text()), "by its schedule with small changes");
      if (found == null && !Schedules.isScript(hint)) {
        found = tried(hint.withSeed(hint.seed() + i + 1), "by another seed");
      }
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static List<Deviation> varied(List<Deviation> deviations, RandomStream random) {
    List<Deviation> varied = new ArrayList<>();
    Set<Deviation> places = new HashSet<>();
    for (Deviation each : deviations) {
      int move = random.nextInt(MOVED) == 0 ? random.nextInt(2 * FAR + 1) - FAR : 0;
      Deviation moved = each.at(Math.max(1, each.at() + move));
      if (random.nextInt(LEFT_OUT) != 0 && places.add(moved.answering(0))) {
        varied.add(moved);
      }
    }
    return varied;
  }

  private @Nullable Answer tried(RunSpec spec, String how) {
    boolean[] isLikely = new boolean[1];
    runs++;
    trials.search(spec, spec.seed(), spec.seed(), quick -> {
      isLikely[0] = failure.isLike(quick);
      return false;
    });
    if (!isLikely[0]) {
      return null;
    }
    Outcome whole = trials.run(spec);
    boolean isSame = Failure.of(whole).equals(failure);
    Answer answer = new Answer(spec.withStrategy(whole.strategy()), how, isSame, runs);
    if (alike == null && failure.isLike(whole)) {
      alike = answer;
    }
    return isSame ? answer : null;
  }
}
