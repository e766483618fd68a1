package dev.lasso.workloads.cli;

import dev.lasso.sim.Exhaustion;
import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.ScriptedRun;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.trace.Divergence;
import dev.lasso.sim.trace.Recording;
import dev.lasso.sim.trace.TraceListener;
import dev.lasso.workloads.seed.BadInput;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Runs programs with streams of their own, and has what cannot be run be bad input. */
final class Runner {

  private final Simulation simulation = Simulation.get();
  private final ProgramStreams streams;

  Runner(ProgramStreams streams) {
    this.streams = streams;
  }

  /** Sets whether the runs from now on are looked at for data races. */
  Runner lookingForRaces(boolean whether) {
    simulation.lookForRaces(whether);
    return this;
  }

  /** One run with a dump, in a fresh loader; {@code shown}: what it prints is passed on. */
  Outcome run(RunSpec spec, @Nullable Recording recording, boolean shown) {
    return runUntil(Long.MAX_VALUE, spec, recording, shown, null);
  }

  /** {@link #run} that is shown, and of which somebody is told. */
  Outcome runTraced(RunSpec spec, @Nullable Recording recording, @Nullable TraceListener listener) {
    return runUntil(Long.MAX_VALUE, spec, recording, true, listener);
  }

  /** The same, stopped before a step. */
  Outcome runUntil(long step, RunSpec spec, @Nullable Recording recording, boolean shown,
      @Nullable TraceListener listener) {
    try {
      RunSpec resolved = resolved(spec);
      streams.passOn(shown);
      return simulation.runUntil(step, resolved, recording, listener);
    } catch (IllegalArgumentException refused) {
      throw new BadInput(String.valueOf(refused.getMessage()), refused);
    } finally {
      streams.passOn(false);
    }
  }

  /** Many runs, of which nothing is shown. */
  Outcome explore(RunSpec template, long first, long last, Predicate<Outcome> goesOn) {
    try {
      if (template.points() == RunSpec.Points.DRAWN) {
        resolved(template.withPoints(RunSpec.Points.SYNC));
        resolved(template.withPoints(RunSpec.Points.FIELDS));
      }
      resolved(template);
      return simulation.explore(template, first, last, outcome -> {
        boolean more = goesOn.test(outcome);
        streams.renewIfUsed(outcome.isViolation() || outcome.verdict().isUndecided());
        return more;
      });
    } catch (IllegalArgumentException refused) {
      throw new BadInput(String.valueOf(refused.getMessage()), refused);
    }
  }

  /** One run with a dump, of which nothing is shown, written down as a script. */
  ScriptedRun script(RunSpec spec, @Nullable TraceListener listener) {
    try {
      return simulation.script(resolved(spec), listener);
    } catch (IllegalArgumentException refused) {
      throw new BadInput(String.valueOf(refused.getMessage()), refused);
    }
  }

  /** Every schedule, as an exhaustive strategy says, of which nothing is shown. */
  Exhaustion exhaust(RunSpec template, BooleanSupplier hasBudget, Predicate<Outcome> goesOn) {
    try {
      streams.renew();
      return simulation.exhaust(template, hasBudget, outcome -> {
        boolean more = goesOn.test(outcome);
        streams.renewIfUsed(outcome.isViolation() || outcome.verdict().isUndecided());
        return more;
      });
    } catch (IllegalArgumentException refused) {
      throw new BadInput(String.valueOf(refused.getMessage()), refused);
    }
  }

  /** Makes the run that must be made beforehand, if any, with streams of its own and nothing shown. */
  RunSpec resolved(RunSpec spec) {
    streams.renew();
    RunSpec resolved = simulation.resolve(spec);
    streams.renew();
    return resolved;
  }

  /** Where a further run, in a fresh loader, parts from the one that came to this outcome; null if it does not. */
  @Nullable
  Divergence again(RunSpec spec, Outcome before) {
    Recording recording = recording(before);
    run(spec, recording, false);
    return recording.divergence();
  }

  /** What a further run of the same description is held against. */
  static Recording recording(Outcome outcome) {
    return new Recording(outcome.log(), outcome.steps(), outcome.traceHash());
  }
}
