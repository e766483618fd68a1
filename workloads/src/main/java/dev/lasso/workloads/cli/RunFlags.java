package dev.lasso.workloads.cli;

import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Workload;
import dev.lasso.sim.Workloads;
import dev.lasso.sim.explore.Strategies;
import dev.lasso.sim.fault.FaultKind;
import dev.lasso.workloads.seed.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that change what a run depends on. */
final class RunFlags {

  @Option(names = "--options", paramLabel = "FILE", description = "an OPTIONS file of the engine") private @Nullable Path optionsFile;

  @Option(names = "--set", paramLabel = "NAME=VALUE", description = "a parameter (param.X) or an engine option (option.X); a bare X must be unambiguous") private List<String> assignments = new ArrayList<>();

  @Option(names = "--quirk", paramLabel = "NAME", description = "a historical defect to switch on") private List<String> quirks = new ArrayList<>();

  @Option(names = "--without-quirk", paramLabel = "NAME", description = "a historical defect to switch off") private List<String> withoutQuirks = new ArrayList<>();

  @Option(names = "--fault", paramLabel = "NAME=VALUE", description = "what fails, as list faults shows; none for nothing. The faults of a seed are replaced") private List<String> faults = new ArrayList<>();

  @Option(names = "--strategy", paramLabel = "NAME", description = "how schedules are chosen") private @Nullable String strategy;

  @Option(names = "--points", paramLabel = "sync|fields|drawn", description = "what a schedule can interrupt") private @Nullable String points;

  @Option(names = "--races", description = "look for data races on fields and arrays; without --points their accesses are points, where a seed does not say otherwise") private boolean races;

  @Option(names = "--max-steps", paramLabel = "N", description = "points after which a run is given up") private @Nullable Long maxSteps;

  @Option(names = "--max-time", paramLabel = "DURATION", description = "virtual time after which a run is given up") private @Nullable String maxTime;

  @Option(names = "--start-at", paramLabel = "INSTANT", description = "the wall clock when a run begins") private @Nullable String startAt;

  /** Whether anything is asked for: a replay is then no replay but a counterfactual. */
  boolean any() {
    return optionsFile != null || strategy != null || points != null || maxSteps != null || maxTime != null
        || startAt != null
        || !(assignments.isEmpty() && quirks.isEmpty() && withoutQuirks.isEmpty() && faults.isEmpty());
  }

  /** Whether data races are looked for, which changes no run. */
  boolean races() {
    return races;
  }

  /** The description of runs to explore: where nobody says what their points are, accesses are if races are looked for. */
  RunSpec forRaces(RunSpec template) {
    return races && points == null && template.points() == RunSpec.Points.DRAWN
        ? template.withPoints(RunSpec.Points.FIELDS)
        : template;
  }

  /** The kind of fault of which each is asked for in a run of its own, or null. */
  @Nullable
  FaultKind every() {
    return FaultFlags.parse(faults).every();
  }

  /**
   * A run with these flags applied.
   *
   * @throws BadInput if one does not fit
   */
  RunSpec apply(RunSpec base, @Nullable Workloads workloads) {
    RunSpec spec = new RunSpec(base.program(), base.parameters(), optionsText(base), base.options(), base.quirks(),
        faults.isEmpty() ? base.faults() : FaultFlags.parse(faults).plan(), strategy(base), points(base), base.seed(),
        start(base), steps(base),
        maxTime == null ? base.maxTime() : Durations.parse("--max-time", maxTime));
    return switch (spec.program()) {
      case RunSpec.Program.OfWorkload program ->
        settled(spec, java.util.Objects.requireNonNull(workloads).named(program.name()));
      case RunSpec.Program.OfMain main -> unsettable(spec);
    };
  }

  private String optionsText(RunSpec base) {
    if (optionsFile == null) {
      return base.optionsFile();
    }
    try {
      return Files.readString(optionsFile);
    } catch (NoSuchFileException missing) {
      throw new BadInput("there is no file " + optionsFile, missing);
    } catch (IOException failure) {
      throw new BadInput("the options file " + optionsFile + " cannot be read: " + failure.getMessage(), failure);
    }
  }

  private String strategy(RunSpec base) {
    if (strategy == null) {
      return base.strategy();
    }
    try {
      Strategies.check(strategy);
      return strategy;
    } catch (IllegalArgumentException unknown) {
      throw new BadInput(String.valueOf(unknown.getMessage()), unknown);
    }
  }

  private RunSpec.Points points(RunSpec base) {
    if (points == null) {
      return base.points();
    }
    for (RunSpec.Points known : RunSpec.Points.values()) {
      if (known.label().equals(points)) {
        return known;
      }
    }
    throw new BadInput("--points takes sync, fields or drawn, not " + points.toLowerCase(Locale.ROOT));
  }

  private Instant start(RunSpec base) {
    if (startAt == null) {
      return base.startAt();
    }
    try {
      return Instant.parse(startAt);
    } catch (DateTimeException malformed) {
      throw new BadInput("--start-at takes an instant such as 2016-08-26T14:20:00Z, not " + startAt, malformed);
    }
  }

  private long steps(RunSpec base) {
    if (maxSteps == null) {
      return base.maxSteps();
    }
    if (maxSteps < 1) {
      throw new BadInput("--max-steps is at least 1, not " + maxSteps);
    }
    return maxSteps;
  }

  private RunSpec settled(RunSpec spec, Workload workload) {
    Settings settings = new Settings(workload, spec);
    assignments.forEach(settings::set);
    quirks.forEach(settings::quirkOn);
    withoutQuirks.forEach(settings::quirkOff);
    settings.check(spec.optionsFile());
    return told(spec, settings.parameters(), settings.options(), settings.quirks());
  }

  private static RunSpec told(RunSpec spec, Map<String, String> parameters, Map<String, String> options,
      Set<String> quirks) {
    return new RunSpec(spec.program(), parameters, spec.optionsFile(), options, quirks, spec.faults(), spec.strategy(),
        spec.points(),
        spec.seed(), spec.startAt(), spec.maxSteps(), spec.maxTime());
  }

  private RunSpec unsettable(RunSpec spec) {
    if (optionsFile != null || !(assignments.isEmpty() && quirks.isEmpty() && withoutQuirks.isEmpty())) {
      throw new BadInput("--options, --set, --quirk and --without-quirk are for workloads, not for --main");
    }
    return spec;
  }
}
