package dev.lasso.workloads.cli;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.fault.FaultNames;
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
    SeedDirectory directory = session.findSeed(name);
    if (directory == null) {
      throw new BadInput("there is no seed " + name + "; ./lasso list seeds shows what there is");
    }
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
    print(seed, replayed, to);
    if (json) {
      session.endProgramLine(session.console().out());
      session.console().out().println(line(seed, replayed, (System.nanoTime() - start) / 1_000_000));
    }
    return replayed.exitCode();
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
    return refresh ? refreshed(runner, directory, seed, listener) : exact(runner, seed, listener);
  }

  private static void checkUntil(long step, long last) {
    if (step < 1 || step > last) {
      throw new BadInput("--until " + step + ": the run has steps 1 to " + last);
    }
  }

  private static boolean isMain(RunSpec spec) {
    return spec.program() instanceof RunSpec.Program.OfMain;
  }

  /** Which of the four it was. */
  private enum Kind {
    REPLAY, STOPPED, REFRESH, COUNTERFACTUAL
  }

  /**
   * What came of it.
   *
   * @param divergence where it parted from the recording, or null
   * @param defect where a second run parted from the first, which must never be; null if it did not
   */
  private record Replayed(Kind kind, Outcome outcome, @Nullable Divergence divergence, @Nullable Divergence defect) {

    int exitCode() {
      if (divergence != null) {
        return ExitCode.DIVERGED;
      }
      if (defect != null) {
        return ExitCode.UNDECIDED;
      }
      return kind == Kind.COUNTERFACTUAL || !outcome.races().isEmpty() ? ExitCode.of(outcome) : ExitCode.FINE;
    }
  }

  private Replayed exact(Runner runner, Seed seed, @Nullable TraceListener listener) {
    Recording recording = seed.recording();
    Outcome outcome = runner.runTraced(seed.spec(), recording, listener);
    Divergence divergence = seed.divergence(recording, outcome);
    return new Replayed(Kind.REPLAY, outcome, divergence,
        divergence == null ? recheck(runner, seed.spec(), outcome) : null);
  }

  private static Replayed stopped(Runner runner, long step, RunSpec spec, @Nullable Recording recording,
      @Nullable TraceListener listener) {
    Outcome outcome = runner.runUntil(step, spec, recording, true, listener);
    if (recording == null) {
      checkUntil(step, outcome.steps());
      return new Replayed(Kind.COUNTERFACTUAL, outcome, null, null);
    }
    return new Replayed(Kind.STOPPED, outcome, recording.divergence(), null);
  }

  private Replayed refreshed(Runner runner, SeedDirectory directory, Seed seed,
      @Nullable TraceListener listener) {
    Outcome outcome = runner.runTraced(seed.spec(), null, listener);
    Divergence defect = recheck(runner, seed.spec(), outcome);
    if (defect == null) {
      directory.write(Seed.of(seed.spec(), outcome));
    }
    return new Replayed(Kind.REFRESH, outcome, null, defect);
  }

  private Replayed counterfactual(Runner runner, RunSpec spec, @Nullable TraceListener listener) {
    Outcome outcome = runner.runTraced(spec, null, listener);
    return new Replayed(Kind.COUNTERFACTUAL, outcome, null, recheck(runner, spec, outcome));
  }

  /** A violation is only believed when a fresh loader comes to it too; who debugs it has seen it already. */
  private @Nullable Divergence recheck(Runner runner, RunSpec spec, Outcome outcome) {
    return outcome.isViolation() && debug == null ? runner.again(spec, outcome) : null;
  }

  private void print(Seed seed, Replayed replayed, PrintStream to) {
    Outcome outcome = replayed.outcome();
    Report.print(to, outcome, seed.spec().seed());
    Report.warn(to, outcome.faults().silent());
    if (flags.races()) {
      to.println("races: " + (outcome.races().isEmpty() ? "none" : outcome.races().size()) + ", at points="
          + outcome.points() + (flags.any() ? "" : ", those of the seed"));
    }
    if (replayed.defect() != null) {
      to.println("DEFECT OF LASSO: the same run, made again, " + replayed.defect());
    } else if (outcome.verdict() == Verdict.STUCK && replayed.divergence() == null && debug == null) {
      to.println("proof checked twice, the second time in a fresh class loader");
    }
    switch (replayed.kind()) {
      case REPLAY -> to.println(replayed.divergence() == null ? "exact" : replayed.divergence().toString());
      case STOPPED -> to.println(replayed.divergence() == null ? "exact so far" : replayed.divergence().toString());
      case REFRESH -> to.println("was " + seed.result().verdict() + ", trace " + seed.result().traceHashText()
          + (replayed.defect() == null ? "; rewritten" : "; not rewritten"));
      case COUNTERFACTUAL -> to.println("a counterfactual: the seed itself is " + seed.result().verdict());
    }
    if (debug != null && replayed.divergence() != null) {
      to.println("what a debugger evaluates (toString, a watch, a condition) counts as the program's own doing:"
          + " it may be what differs");
    }
  }

  private static String line(Seed seed, Replayed replayed, long wallMillis) {
    JsonLine line = new JsonLine().outcome(replayed.outcome(), seed.spec().seed());
    line.field("schedules", 1).field("firstFailure",
        replayed.outcome().isViolation() ? Long.valueOf(seed.spec().seed()) : null);
    line.field("wallMillis", wallMillis);
    switch (replayed.kind()) {
      case REPLAY, STOPPED -> line.field("replay", replayed.divergence() == null ? "exact" : "diverged");
      case REFRESH -> line.field("refreshed", replayed.defect() == null);
      case COUNTERFACTUAL -> line.field("counterfactual", true);
    }
    if (replayed.divergence() != null) {
      line.field("divergence", replayed.divergence().toString());
    }
    if (replayed.defect() != null) {
      line.field("defect", replayed.defect().toString());
    }
    return line.text();
  }
}
