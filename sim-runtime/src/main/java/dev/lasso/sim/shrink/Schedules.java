package dev.lasso.sim.shrink;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.ScriptedRun;
import dev.lasso.sim.explore.Deviation;
import dev.lasso.sim.explore.Deviation.Kind;
import dev.lasso.sim.explore.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is tried on the schedule of a run: first to find one with few delays, then, once it is written down, to take its
 * deviations away, preemptions before all others, and to have its limits no larger than it takes.
 */
final class Schedules {

  /** Most bugs take no more (Thomson, Donaldson and Betts, TOPC 2016). */
  private static final int MOST_DELAYS = 3;

  private static final int MANY_PREEMPTIONS = 64;
  private static final int PREEMPTIONS_OF_A_WALK = 32;
  private static final int MOST_WALKS = 500;
  private static final long STEPS_OF_WALKS = 1_000_000;

  /** How much further than it went a run may go, as a part of that, and at least. */
  private static final int SPARE_PART = 10;

  /** Where the suffix begins of schedules that are tried: so late that they come to their end before it. */
  private static final int FAR = 10;

  private static final long FAR_AT_LEAST = 10_000;
  private static final long SPARE_STEPS = 100;
  private static final Duration SPARE_TIME = Duration.ofSeconds(1);

  private final Attempts attempts;

  Schedules(Attempts attempts) {
    this.attempts = attempts;
  }

  static boolean isScript(RunSpec spec) {
    return spec.strategy().startsWith(Script.NAME);
  }

  /**
   * Whether a run that is no loop was brought to its end by taking turns, which stands in no script: deviations that are
   * taken away must not be made up for by that.
   */
  static boolean runsIntoSuffix(RunSpec spec, Outcome outcome) {
    return outcome.loop() == null && isScript(spec) && Script.parse(spec.strategy()).suffix() <= outcome.steps();
  }

  /** Has the schedule be one that is written down. */
  void write() {
    if (!isScript(attempts.spec())) {
      lookWithFewDelays();
      writeDown();
    }
    if (attempts.outcome().loop() == null && isScript(attempts.spec())
        && script().deviations(Kind.TASK).size() > MANY_PREEMPTIONS && isFoundWalking()) {
      writeDown();
    }
  }

  private void lookWithFewDelays() {
    boolean isFound = attempts.outcome().loop() != null;
    for (int delays = 0; delays <= MOST_DELAYS && !isFound; delays++) {
      isFound = isFoundWith(delays);
    }
  }

  private void writeDown() {
    if (attempts.timeIsUp()) {
      return;
    }
    ScriptedRun written = attempts.trials().script(attempts.spec());
    if (!Failure.of(written.outcome()).equals(Failure.of(attempts.outcome()))) {
      throw new IllegalStateException("a run that is written down came to another end: " + attempts.spec());
    }
    attempts.replace(attempts.spec().withStrategy(written.script().text()), written.outcome(),
        "schedule written down: " + written.script().deviations().size() + " deviations");
  }

  private boolean isFoundWith(int delays) {
    RunSpec delayed = attempts.spec()
        .withStrategy("delay:delays=" + delays + ",k=" + attempts.outcome().steps() + suffix());
    return delays == 0
        ? attempts.keeps(delayed, "a schedule without delays")
        : attempts.keepsUnderSomeSchedule(delayed, "a schedule with " + delays + " delays");
  }

  /**
   * Of hundreds of preemptions that hold each other few can be taken away at a time, while the failure may well come in
   * other runs that have dozens.
   */
  private boolean isFoundWalking() {
    long steps = attempts.outcome().steps();
    long mean = Math.max(2, steps / PREEMPTIONS_OF_A_WALK);
    return attempts.keepsUnderOneOf(Math.clamp(STEPS_OF_WALKS / steps, 1, MOST_WALKS),
        attempts.spec().withStrategy("random-distance:mean=" + mean + suffix()),
        "a schedule that changes every " + mean + " points");
  }

  private String suffix() {
    return ",suffix=" + (FAR * attempts.outcome().steps() + FAR_AT_LEAST);
  }

  /** Tries once to take deviations away. */
  void shrink() {
    if (!isScript(attempts.spec())) {
      return;
    }
    for (Kind kind : List.of(Kind.LOOK, Kind.TASK, Kind.TIME, Kind.WAITER, Kind.WAIT)) {
      Ddmin.minimise(script().deviations(kind), fewer -> keepsOnly(kind, new HashSet<>(fewer)));
    }
  }

  /** Has the suffix begin as soon as it may, and the run given up soon after the end that it has. */
  void tighten() {
    if (!isScript(attempts.spec())) {
      return;
    }
    if (attempts.outcome().loop() == null) {
      keepsSuffix(attempts.outcome().steps() + 1);
    } else {
      lowerSuffix();
    }
    lowerLimits();
  }

  private Script script() {
    return Script.parse(attempts.spec().strategy());
  }

  private boolean keepsOnly(Kind kind, Set<Deviation> fewer) {
    Script script = script();
    List<Deviation> changed = new ArrayList<>(script.deviations());
    changed.removeIf(each -> each.kind() == kind && !fewer.contains(each));
    return attempts.keeps(attempts.spec().withStrategy(script.with(changed).text()),
        kind.label() + " " + script.deviations(kind).size() + " -> " + fewer.size());
  }

  private boolean keepsSuffix(long step) {
    Script script = script();
    return step < script.suffix() && attempts.keeps(attempts.spec().withStrategy(script.withSuffix(step).text()),
        "suffix " + script.suffix() + " -> " + step);
  }

  /** A loop is proved in the suffix alone; the sooner that begins, the shorter is the way there. */
  private void lowerSuffix() {
    long refused = 0;
    if (keepsSuffix(0)) {
      return;
    }
    while (script().suffix() - refused > 1 && !attempts.timeIsUp()) {
      long middle = refused + (script().suffix() - refused) / 2;
      if (!keepsSuffix(middle)) {
        refused = middle;
      }
    }
  }

  private void lowerLimits() {
    RunSpec spec = attempts.spec();
    long steps = later(attempts.outcome().steps());
    Duration ran = Duration.ofNanos(attempts.outcome().virtualNanos());
    Duration time = ran.plus(ran.dividedBy(SPARE_PART)).plus(SPARE_TIME);
    RunSpec tight = spec.withLimits(Math.min(steps, spec.maxSteps()),
        time.compareTo(spec.maxTime()) < 0 ? time : spec.maxTime());
    attempts.keeps(tight, "limits " + tight.maxSteps() + " steps, " + tight.maxTime());
  }

  private static long later(long steps) {
    return steps + steps / SPARE_PART + SPARE_STEPS;
  }
}
