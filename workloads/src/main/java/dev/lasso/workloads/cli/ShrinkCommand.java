package dev.lasso.workloads.cli;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Workload;
import dev.lasso.sim.shrink.Failure;
import dev.lasso.sim.shrink.Shrinker;
import dev.lasso.sim.shrink.Shrinker.Shrunk;
import dev.lasso.sim.trace.Divergence;
import dev.lasso.sim.trace.Recording;
import dev.lasso.workloads.seed.BadInput;
import dev.lasso.workloads.seed.Seed;
import dev.lasso.workloads.seed.SeedDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code shrink}: makes a failing seed smaller. Whatever is found is written at once, so that a run that was killed
 * goes on from there when the command is given again.
 */
@Command(name = "shrink", description = "Make a failing seed smaller, with the failure kept the same.")
final class ShrinkCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "SEED", description = "a directory under seeds/, or a path") private String name = "";

  @Option(names = "-o", paramLabel = "FILE", description = "where the smaller seed goes, and is gone on from if it is there; shrunk.json beside the seed if nothing is said") private @Nullable Path output;

  @Option(names = "--for", paramLabel = "DURATION", description = "stop after so much real time, once the run is over that is being made; the command given again goes on") private @Nullable String budget;

  @Option(names = "--json", description = "one object on one line, last") private boolean json;

  ShrinkCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    BooleanSupplier hasTime = hasTime(start);
    SeedDirectory directory = session.seed(name);
    SeedDirectory target = target(directory);
    Seed seed = directory.read(session.workloads());
    if (!seed.result().verdict().isViolation()) {
      throw new BadInput("seed " + name + " is " + seed.result().verdict() + ": only a failure, STUCK or FAILED, can be"
          + " shrunk");
    }
    Seed known = known(target, seed);
    Runner runner = session.runner(false);
    ShrinkReport report = new ShrinkReport(runner, seed.spec());
    Recording recording = seed.recording();
    Outcome outcome = runner.run(seed.spec(), recording, false);
    Divergence divergence = seed.divergence(recording, outcome);
    if (divergence != null) {
      session.console().err().println("lasso: " + name + " no longer replays, and is left as it is: " + divergence);
      return ExitCode.DIVERGED;
    }
    Shrunk shrunk = shrink(runner, seed.spec(), outcome, known, target, hasTime);
    target.write(Seed.of(shrunk.spec(), shrunk.outcome()));
    print(report, shrunk, target, (System.nanoTime() - start) / 1_000_000);
    return ExitCode.FINE;
  }

  private BooleanSupplier hasTime(long start) {
    if (budget == null) {
      return () -> true;
    }
    long nanos = Durations.nanos("--for", budget);
    return () -> System.nanoTime() - start < nanos;
  }

  private SeedDirectory target(SeedDirectory directory) throws IOException {
    if (output == null) {
      return directory.shrunk();
    }
    if (Files.isDirectory(output)) {
      throw new BadInput("-o " + output + " is a directory: it takes the file to write");
    }
    if (Files.exists(output) && Files.isSameFile(output, directory.file())) {
      throw new BadInput("-o " + output + " is the seed itself, which is left as it is");
    }
    return SeedDirectory.ofFile(output);
  }

  /** What shrinking has come to before, or null; anything else is not written over. */
  private @Nullable Seed known(SeedDirectory target, Seed seed) {
    if (!target.holdsSeed()) {
      return null;
    }
    Seed known = target.read(session.workloads());
    if (!known.spec().program().equals(seed.spec().program())
        || !known.result().fingerprint().equals(seed.result().fingerprint())) {
      throw new BadInput(target.file() + " holds another failure, and is left as it is: remove it, or name another"
          + " file with -o");
    }
    return known;
  }

  private Shrunk shrink(Runner runner, RunSpec spec, Outcome outcome, @Nullable Seed known, SeedDirectory target,
      BooleanSupplier hasTime) {
    PrintStream err = session.console().err();
    RunSpec first = spec;
    Outcome ofFirst = outcome;
    if (known != null) {
      Outcome again = runner.run(known.spec(), null, false);
      boolean isSame = Failure.of(again).equals(Failure.of(outcome));
      err.println(
          "lasso: " + target.file() + (isSame ? " is gone on from" : " does not fail so any longer: from the start"));
      first = isSame ? known.spec() : spec;
      ofFirst = isSame ? again : outcome;
    }
    Workload workload = spec.program() instanceof RunSpec.Program.OfWorkload program
        ? session.workloads().named(program.name())
        : null;
    Shrinker shrinker = new Shrinker(new RunnerTrials(runner, session.workloads()),
        workload == null ? List.of() : workload.parameters(),
        workload == null
            ? Set.of()
            : workload.options().stream().map(Workload.EngineOption::name).collect(Collectors.toSet()),
        hasTime, (what, smaller, came, runs) -> {
          target.write(Seed.of(smaller, came));
          err.println("lasso: after " + runs + " runs: " + what);
        });
    return shrinker.shrink(first, ofFirst);
  }

  private void print(ShrinkReport report, Shrunk shrunk, SeedDirectory target, long wallMillis) {
    PrintStream to = json ? session.console().err() : session.console().out();
    report.measure(shrunk);
    session.endProgramLine(to);
    report.print(to, target.file());
    if (json) {
      session.console().out().println(report.json(target.file(), wallMillis));
    }
  }
}
