package dev.lasso.workloads.cli;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.workloads.report.RunReport;
import dev.lasso.workloads.seed.BadInput;
import dev.lasso.workloads.seed.Seed;
import dev.lasso.workloads.seed.SeedDirectory;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The directory that {@code --out} names: a run's seed, its report, and its events for Perfetto. */
final class KeptRun {

  static final String REPORT = "report.html";
  static final String CHROME_TRACE = "trace.json";

  private final SeedDirectory directory;

  private KeptRun(SeedDirectory directory) {
    this.directory = directory;
  }

  /**
   * What is to be written there; null if nothing is.
   *
   * @throws BadInput if a seed is there already, or something that is no directory
   */
  static @Nullable KeptRun at(@Nullable Path out) {
    if (out == null) {
      return null;
    }
    SeedDirectory target = SeedDirectory.at(out);
    if (target.holdsSeed()) {
      throw new BadInput("--out " + out + " holds a seed already");
    }
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw new BadInput("--out " + out + " is no directory");
    }
    return new KeptRun(target);
  }

  /** What replays the run, once it is written. */
  String replayCommand() {
    return "./lasso replay " + RetypedCommand.quoted(directory.path().toString());
  }

  /** Writes all of it, the seed last, and says where. */
  void write(RunSpec spec, Outcome outcome, RunTrace trace, PrintStream to) {
    RunReport report = new RunReport(Configuration.program(spec), outcome, trace.window());
    directory.attach(REPORT, report.html(Configuration.facts(spec, outcome), replayCommand()));
    directory.attach(CHROME_TRACE, report.chromeTrace());
    directory.write(Seed.of(spec, outcome));
    to.println("replay: " + replayCommand());
    to.println("report: " + directory.path().resolve(REPORT) + ", and " + CHROME_TRACE
        + " beside it for ui.perfetto.dev");
  }
}
