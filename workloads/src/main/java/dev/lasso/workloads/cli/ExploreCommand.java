package dev.lasso.workloads.cli;

import dev.lasso.sim.Exhaustion;
import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.explore.Strategies;
import dev.lasso.sim.fault.FaultKind;
import dev.lasso.sim.trace.Divergence;
import dev.lasso.sim.trace.Recording;
import dev.lasso.workloads.seed.BadInput;
import dev.lasso.workloads.seed.SeedDirectory;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code explore}: runs a program under one schedule after the other until one is violated. A violation is run twice
 * more before it is reported; should those differ, the defect is Lasso's.
 */
@Command(name = "explore", description = "Run a workload, or any program, under many schedules.")
final class ExploreCommand implements Callable<Integer> {

  private static final SeedRange DEFAULT_SEEDS = new SeedRange(1, 10_000);
  private static final long MOST_SCHEDULES = 100_000;

  private final Session session;

  @Parameters(paramLabel = "WORKLOAD|SEED", arity = "0..*", description = "a workload by name, or a seed whose configuration to explore; with --main, the program's arguments") private List<String> operands = new ArrayList<>();

  @Option(names = "--main", paramLabel = "CLASS", description = "any program: the class to run, unmodified") private @Nullable String main;

  @Option(names = "--method", paramLabel = "NAME", description = "a static no-argument method instead of main") private @Nullable String method;

  @Option(names = "--classpath", paramLabel = "PATH", description = "where --main finds its classes") private @Nullable String classPath;

  @Mixin private RunFlags flags = new RunFlags();

  @Option(names = "--seed", paramLabel = "N", description = "one schedule") private @Nullable Long seed;

  @Option(names = "--seeds", paramLabel = "FROM..TO", description = "a range of schedules; 1..10000 if nothing is said; with a fault that ends in .every one, a seed's own or 1") private @Nullable String seeds;

  @Option(names = "--max-schedules", paramLabel = "N", description = "how many schedules an exhaustive search makes at most; 100000 if nothing is said") private @Nullable Long maxSchedules;

  @Option(names = "--for", paramLabel = "DURATION", description = "how long an exhaustive search goes on at most, such as 10s") private @Nullable String time;

  @Option(names = "--keep-going", description = "do not stop at the first violation, count them") private boolean keepGoing;

  @Option(names = "--out", paramLabel = "DIR", description = "keep the run that is reported: its seed, report.html, and trace.json for Perfetto") private @Nullable Path out;

  @Mixin private TraceFlags traceFlags = new TraceFlags();

  @Option(names = "--json", description = "one object on one line, last") private boolean json;

  ExploreCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    long start = System.nanoTime();
    FaultKind every = flags.every();
    KeptRun kept = KeptRun.at(out);
    RunTrace trace = new RunTrace(traceFlags.lines(), out != null);
    if (every != null && flags.races()) {
      throw new BadInput("--races goes with a fault at one site, not with one for every site");
    }
    RunSpec template = flags.forRaces(template());
    SeedRange range = SeedRange.of(seed, seeds,
        every == null ? DEFAULT_SEEDS : new SeedRange(template.seed(), template.seed()));
    if (Strategies.isSearch(template.strategy())) {
      return exhaustively(template, kept, trace, start);
    }
    if (maxSchedules != null || time != null) {
      throw new BadInput("--max-schedules and --for go with --strategy exhaustive; --seeds says how many others make");
    }
    Runner runner = session.runner(main != null || !json).lookingForRaces(flags.races());
    return every == null
        ? schedules(runner, template, range, kept, trace, start)
        : everyFault(runner, template, range, every, kept, trace, start);
  }

  private int schedules(Runner runner, RunSpec template, SeedRange range, @Nullable KeptRun kept, RunTrace trace,
      long start) {
    Found found = range.isOne()
        ? one(runner, template.withSeed(range.first()), trace)
        : many(runner, template, range, trace);
    ExploreReport report = new ExploreReport(found, template, keepGoing);
    PrintStream to = reportStream();
    printEvents(trace, found, to);
    report.print(to);
    keep(found, template, kept, trace, RetypedCommand.forSeed(session.arguments(), found.seed()), to);
    printJson(report::json, start);
    return found.exitCode();
  }

  private int exhaustively(RunSpec asked, @Nullable KeptRun kept, RunTrace trace, long start) {
    if (seeds != null || flags.every() != null) {
      throw new BadInput(
          "--strategy exhaustive searches the schedules of one seed: use --seed, and no fault of every site");
    }
    if (maxSchedules != null && maxSchedules < 1) {
      throw new BadInput("--max-schedules is at least 1, not " + maxSchedules);
    }
    RunSpec template = asked.withSeed(seed == null ? asked.seed() : seed)
        .withPoints(asked.points() == RunSpec.Points.DRAWN ? RunSpec.Points.SYNC : asked.points());
    long mostNanos = time == null ? Long.MAX_VALUE : Durations.nanos("--for", time);
    Runner runner = session.runner(main != null || !json).lookingForRaces(flags.races());
    ExhaustiveExploration exploration = new ExhaustiveExploration(runner, template, keepGoing,
        new Progress(session.console(), 0));
    Exhaustion exhaustion = exploration.run(maxSchedules == null ? MOST_SCHEDULES : maxSchedules, mostNanos);
    Outcome reported = exploration.reported();
    Found found = reported == null
        ? new Found(exhaustion.last(), template.seed(), false, null, exhaustion.schedules(), null)
        : again(runner, template.withStrategy(reported.strategy()), reported, null, exhaustion.schedules(), trace);
    ExhaustiveReport report = new ExhaustiveReport(found, template, exhaustion, exploration);
    PrintStream to = reportStream();
    printEvents(trace, found, to);
    report.print(to);
    keep(found, template, kept, trace,
        RetypedCommand.forStrategy(session.arguments(), found.outcome().strategy(), found.seed()), to);
    printJson(report::json, start);
    return found.exitCode();
  }

  private int everyFault(Runner runner, RunSpec template, SeedRange range, FaultKind kind,
      @Nullable KeptRun kept, RunTrace trace, long start) {
    FaultEnumeration search = new FaultEnumeration(runner, template, kind, keepGoing,
        new Progress(session.console(), 0));
    search.run(range);
    FaultEnumeration.Row worst = search.worst();
    RunSpec spec = worst == null ? template : search.spec(worst.number()).withSeed(worst.seed());
    Found found = worst == null || search.isOver()
        ? new Found(search.outcome(), spec.seed(), worst != null, null, search.schedules(), null)
        : again(runner, spec.withStrategy(search.outcome().strategy()), search.outcome(), null, search.schedules(),
            trace);
    FaultEnumerationReport report = new FaultEnumerationReport(search, found, template, !range.isOne());
    PrintStream to = reportStream();
    printEvents(trace, found, to);
    report.print(to);
    if (worst != null) {
      keep(found, spec, kept, trace, RetypedCommand.forFault(session.arguments(), kind, worst.number(), worst.seed()),
          to);
    }
    printJson(report::json, start);
    return found.exitCode();
  }

  private static void printEvents(RunTrace trace, Found found, PrintStream to) {
    if (found.isRun() && found.outcome().verdict() != Verdict.LIVE) {
      trace.print(to);
    }
  }

  private PrintStream reportStream() {
    PrintStream to = json || main != null ? session.console().err() : session.console().out();
    if (main == null) {
      session.endProgramLine(to);
    }
    return to;
  }

  private void printJson(LongFunction<String> line, long start) {
    if (json) {
      session.endProgramLine(session.console().out());
      session.console().out().println(line.apply((System.nanoTime() - start) / 1_000_000));
    }
  }

  // What to run ------------------------------------------------------------------------------------------------------

  private RunSpec template() {
    if (main != null) {
      if (classPath == null) {
        throw new BadInput("--main needs --classpath");
      }
      return flags.apply(
          RunSpec.of(new RunSpec.Program.OfMain(main, method == null ? "main" : method, classPath, operands)),
          null);
    }
    if (method != null || classPath != null) {
      throw new BadInput("--method and --classpath go with --main");
    }
    if (operands.size() != 1) {
      throw new BadInput("explore takes one workload or seed, or --main; ./lasso list workloads shows what there is");
    }
    return flags.apply(base(operands.get(0)), session.workloads());
  }

  private RunSpec base(String name) {
    if (session.workloads().all().stream().anyMatch(workload -> workload.name().equals(name))) {
      return RunSpec.of(session.workloads().program(name));
    }
    SeedDirectory found = session.findSeed(name);
    if (found == null) {
      throw new BadInput("there is no workload and no seed " + name + "; ./lasso list shows what there is");
    }
    return found.read(session.workloads()).spec();
  }

  private static void keep(Found found, RunSpec template, @Nullable KeptRun kept, RunTrace trace, String again,
      PrintStream to) {
    if (!found.isRun() || found.defect() != null) {
      return;
    }
    RunSpec spec = found.spec(template);
    boolean isBroken = found.outcome().verdict() != Verdict.LIVE || found.outcome().isViolation();
    if (isBroken) {
      Report.printBroken(to, found.outcome(), spec);
    }
    if (kept != null) {
      kept.write(spec, found.outcome(), trace, to);
    } else if (isBroken) {
      to.println("again: " + again + " (with --out DIR it is kept)");
    }
  }

  // Running it -------------------------------------------------------------------------------------------------------

  private static Found one(Runner runner, RunSpec spec, RunTrace trace) {
    Outcome outcome = runner.runTraced(spec, null, trace);
    Divergence defect = null;
    for (int i = 0; outcome.isViolation() && defect == null && i < 2; i++) {
      defect = runner.again(spec, outcome);
    }
    return new Found(outcome, spec.seed(), true, null, 1, defect);
  }

  private Found many(Runner runner, RunSpec template, SeedRange range, RunTrace trace) {
    Exploration exploration = new Exploration(runner, template, keepGoing,
        new Progress(session.console(), range.size()));
    Outcome searched = exploration.run(range.first(), range.last());
    Long reported = exploration.reported();
    if (reported == null || exploration.isOver()) {
      long last = range.first() + exploration.schedules() - 1;
      return new Found(searched, last, reported != null, exploration, exploration.schedules(), null);
    }
    return again(runner, template.withSeed(reported).withStrategy(searched.strategy()), searched, exploration,
        exploration.schedules(), trace);
  }

  /** Runs what a search has found once more, with a dump, and a violation once more after that. */
  private static Found again(Runner runner, RunSpec spec, Outcome searched, @Nullable Exploration exploration,
      long schedules, RunTrace trace) {
    Recording recording = Runner.recording(searched);
    Outcome outcome = runner.runTraced(spec, recording, trace);
    Divergence defect = recording.divergence();
    if (defect == null && outcome.isViolation()) {
      defect = runner.again(spec, outcome);
    }
    return new Found(outcome, spec.seed(), true, exploration, schedules, defect);
  }
}
