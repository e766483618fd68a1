package dev.lasso.workloads.cli;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.fault.FaultNames;
import dev.lasso.sim.shrink.Nearby;
import dev.lasso.sim.trace.Divergence;
import dev.lasso.sim.trace.Recording;
import dev.lasso.sim.trace.TraceListener;
import dev.lasso.workloads.seed.BadInput;
import dev.lasso.workloads.seed.Seed;
import dev.lasso.workloads.seed.SeedDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code replay}: runs a seed and holds it against what was recorded. Told to change something, it is a counterfactual:
 * nothing is compared and the verdict is the answer.
 */
@Command(name = "replay", description = "Run a seed again, exactly; or changed, to see what it depends on.")
final class ReplayCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "SEED", description = "a directory under seeds/, or a path") private String name = "";

  @Mixin private RunFlags flags = new RunFlags();

  @Option(names = "--shrunk", description = "the smaller run that shrink has made of the seed") private boolean shrunk;

  @Option(names = "--refresh", description = "rewrite the seed after the code changed on purpose") private boolean refresh;

  @Option(names = "--until", paramLabel = "STEP", description = "stop before this step, with the dump of that moment") private @Nullable Long until;

  @Option(names = "--trace", paramLabel = "FILE", description = "write every event of the run to this file, as JSON Lines") private @Nullable Path traceFile;

  @Option(names = "--out", paramLabel = "DIR", description = "keep the run: its seed, report.html, and trace.json for Perfetto") private @Nullable Path out;

  @Mixin private TraceFlags traceFlags = new TraceFlags();

  @Option(names = "--debug", paramLabel = "PORT", arity = "0..1", fallbackValue = DebuggedJvm.DEFAULT_PORT, description = "run on real threads and wait for a debugger at this port (default ${FALLBACK-VALUE}, 0 for any free one)") private @Nullable String debug;

  @Option(names = "--json", description = "one object on one line, last") private boolean json;

  ReplayCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    long start = System.nanoTime();
    SeedDirectory directory = shrunk ? shrunk(session.seed(name)) : session.seed(name);
    if (flags.every() != null) {
      throw new BadInput("--fault " + flags.every().label() + FaultNames.EVERY
          + " stands for many runs, and explore alone takes it");
    }
    Seed seed = directory.read(session.workloads());
    RunSpec spec = flags.apply(seed.spec(), session.workloads());
    checkCombination(seed, spec);
    if (debug != null && !DebuggedJvm.isThis()) {
      return DebuggedJvm.at(debug).run(session);
    }
    KeptRun kept = KeptRun.at(out);
    try (RunTrace trace = new RunTrace(traceFlags.lines(), kept != null)) {
      if (traceFile != null) {
        trace.writeTo(traceFile, spec);
      }
      return replay(directory, seed, spec, trace, kept, start);
    }
  }

  private int replay(SeedDirectory directory, Seed seed, RunSpec spec, RunTrace trace, @Nullable KeptRun kept,
      long start) {
    boolean main = isMain(spec);
    Replayed replayed = replayed(directory, seed, spec, trace);
    trace.finish(replayed.outcome());
    PrintStream to = main || json ? session.console().err() : session.console().out();
    if (!main) {
      session.endProgramLine(to);
    }
    trace.print(to);
    if (kept != null && replayed.divergence() == null && replayed.defect() == null) {
      kept.write(spec.withStrategy(replayed.outcome().strategy()), replayed.outcome(), trace, to);
    }
    replayed.print(to, seed, racesLine(replayed.outcome()), debug != null);
    if (json) {
      session.endProgramLine(session.console().out());
      session.console().out().println(replayed.json(seed, (System.nanoTime() - start) / 1_000_000));
    }
    return replayed.exitCode();
  }

  private SeedDirectory shrunk(SeedDirectory directory) {
    if (!directory.shrunk().holdsSeed()) {
      throw new BadInput("seed " + name + " has not been shrunk: ./lasso shrink "
          + RetypedCommand.quoted(name) + " does that");
    }
    return directory.shrunk();
  }

  private void checkCombination(Seed seed, RunSpec spec) {
    if (debug != null && (refresh || until != null)) {
      throw new BadInput("--debug goes with neither --until nor --refresh: a debugger stops where it is told");
    }
    if ((flags.any() || until != null) && refresh) {
      throw new BadInput("--refresh keeps the run as it was; it goes with no flag that changes it");
    }
    if (out != null && (until != null || refresh)) {
      throw new BadInput("--out keeps a run from its start to its end; it goes with neither --until nor --refresh");
    }
    if (until != null) {
      checkUntil(until, flags.any() ? spec.maxSteps() : seed.result().steps());
    }
  }

  private Replayed replayed(SeedDirectory directory, Seed seed, RunSpec spec, RunTrace trace) {
    if (debug != null) {
      Simulation.get().runUnderDebugger();
    }
    Runner runner = session.runner(isMain(spec) || !json).lookingForRaces(flags.races());
    TraceListener listener = traceFile == null && out == null && traceFlags.lines() == 0 ? null : trace;
    if (until != null) {
      return stopped(runner, until, spec, flags.any() ? null : seed.recording(), listener);
    }
    if (flags.any()) {
      return counterfactual(runner, spec, listener);
    }
    if (debug != null && seed.isLoop()) {
      return stopped(runner, seed.result().steps(), spec, seed.recording(), listener);
    }
    return refresh ? refreshed(runner, directory, seed, listener) : exact(runner, directory, seed, listener);
  }

  private static void checkUntil(long step, long last) {
    if (step < 1 || step > last) {
      throw new BadInput("--until " + step + ": the run has steps 1 to " + last);
    }
  }

  private static boolean isMain(RunSpec spec) {
    return spec.program() instanceof RunSpec.Program.OfMain;
  }

  private Replayed exact(Runner runner, SeedDirectory directory, Seed seed, @Nullable TraceListener listener) {
    Recording recording = seed.recording();
    Outcome outcome = runner.runTraced(seed.spec(), recording, listener);
    Divergence divergence = seed.divergence(recording, outcome);
    return divergence == null
        ? new Replayed(Replayed.Kind.REPLAY, outcome, null, recheck(runner, seed.spec(), outcome))
        : new Replayed(Replayed.Kind.REPLAY, outcome, divergence, null,
            debug == null ? AgedSeed.look(runner, session.workloads(), directory, seed) : null);
  }

  private static Replayed stopped(Runner runner, long step, RunSpec spec, @Nullable Recording recording,
      @Nullable TraceListener listener) {
    Outcome outcome = runner.runUntil(step, spec, recording, true, listener);
    if (recording == null) {
      checkUntil(step, outcome.steps());
      return new Replayed(Replayed.Kind.COUNTERFACTUAL, outcome, null, null);
    }
    return new Replayed(Replayed.Kind.STOPPED, outcome, recording.divergence(), null);
  }

  private Replayed refreshed(Runner runner, SeedDirectory directory, Seed seed,
      @Nullable TraceListener listener) {
    RunSpec spec = seed.spec();
    Outcome outcome = runner.runTraced(spec, null, listener);
    Nearby.Answer nearby = outcome.fingerprint().equals(seed.result().fingerprint())
        ? null
        : AgedSeed.look(runner, session.workloads(), directory, seed);
    if (nearby != null && nearby.spec() != null) {
      spec = nearby.spec();
      outcome = runner.runTraced(spec, null, listener);
    }
    Divergence defect = recheck(runner, spec, outcome);
    if (defect == null) {
      directory.write(Seed.of(spec, outcome));
    }
    return new Replayed(Replayed.Kind.REFRESH, outcome, null, defect, nearby);
  }

  private Replayed counterfactual(Runner runner, RunSpec spec, @Nullable TraceListener listener) {
    Outcome outcome = runner.runTraced(spec, null, listener);
    return new Replayed(Replayed.Kind.COUNTERFACTUAL, outcome, null, recheck(runner, spec, outcome));
  }

  /** A violation is only believed when a fresh loader comes to it too; who debugs it has seen it already. */
  private @Nullable Divergence recheck(Runner runner, RunSpec spec, Outcome outcome) {
    return outcome.isViolation() && debug == null ? runner.again(spec, outcome) : null;
  }

  /** What was found of races, in one line; null if nobody has looked. */
  private @Nullable String racesLine(Outcome outcome) {
    if (!flags.races()) {
      return null;
    }
    return "races: " + (outcome.races().isEmpty() ? "none" : outcome.races().size()) + ", at points="
        + outcome.points() + (flags.any() ? "" : ", those of the seed");
  }
}
