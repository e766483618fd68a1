package dev.lasso.sim;

import dev.lasso.sim.explore.Strategies;
import dev.lasso.sim.fault.FaultPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that a run depends on: two runs of the same description, by the same code, are the same run.
 *
 * @param program what runs
 * @param parameters of the workload, by name; those not named have their defaults
 * @param optionsFile the text of an engine's OPTIONS file, or an empty string
 * @param options of the engine, by name; they overrule the file
 * @param quirks historical defects that are on
 * @param faults what fails
 * @param strategy the name of the strategy and its parameters, such as {@code random-distance:mean=8}; see
 *     {@link Simulation#resolve}
 * @param points which operations are points
 * @param seed from which every choice follows
 * @param startAt the wall clock when the run begins
 * @param maxSteps points after which the run is given up
 * @param maxTime virtual time after which the run is given up
 */
public record RunSpec(Program program, Map<String, String> parameters, String optionsFile, Map<String, String> options,
    Set<String> quirks, FaultPlan faults, String strategy, Points points, long seed, Instant startAt, long maxSteps,
    Duration maxTime) {

  /** When runs begin unless they say otherwise. */
  public static final Instant DEFAULT_START = Instant.parse("2026-01-01T00:00:00Z");

  /** A hundred million points. */
  public static final long DEFAULT_MAX_STEPS = 100_000_000;

  /** A year. */
  public static final Duration DEFAULT_MAX_TIME = Duration.ofDays(365);

  public RunSpec {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    options = Collections.unmodifiableMap(new TreeMap<>(options));
    quirks = Collections.unmodifiableSet(new TreeSet<>(quirks));
  }

  /** A run of {@code program} with everything else at its default. */
  public static RunSpec of(Program program) {
    return new RunSpec(program, Map.of(), "", Map.of(), Set.of(), FaultPlan.NONE, Strategies.DEFAULT, Points.DRAWN, 1,
        DEFAULT_START, DEFAULT_MAX_STEPS, DEFAULT_MAX_TIME);
  }

  /** The same run with another seed. */
  public RunSpec withSeed(long other) {
    return new RunSpec(program, parameters, optionsFile, options, quirks, faults, strategy, points, other, startAt,
        maxSteps,
        maxTime);
  }

  /** The same run under another strategy. */
  public RunSpec withStrategy(String other) {
    return new RunSpec(program, parameters, optionsFile, options, quirks, faults, other, points, seed, startAt,
        maxSteps,
        maxTime);
  }

  /** The same run with other points. */
  public RunSpec withPoints(Points other) {
    return new RunSpec(program, parameters, optionsFile, options, quirks, faults, strategy, other, seed, startAt,
        maxSteps,
        maxTime);
  }

  /** The same run with other parameters of its workload. */
  public RunSpec withParameters(Map<String, String> others) {
    return new RunSpec(program, others, optionsFile, options, quirks, faults, strategy, points, seed, startAt, maxSteps,
        maxTime);
  }

  /** The same run with all that its workload is told in place of what it was. */
  public RunSpec with(Map<String, String> otherParameters, String otherFile, Map<String, String> otherOptions,
      Set<String> otherQuirks) {
    return new RunSpec(program, otherParameters, otherFile, otherOptions, otherQuirks, faults, strategy, points, seed,
        startAt, maxSteps, maxTime);
  }

  /** The same run at another time. */
  public RunSpec withStartAt(Instant other) {
    return new RunSpec(program, parameters, optionsFile, options, quirks, faults, strategy, points, seed, other,
        maxSteps, maxTime);
  }

  /** The same run with other faults. */
  public RunSpec withFaults(FaultPlan others) {
    return new RunSpec(program, parameters, optionsFile, options, quirks, others, strategy, points, seed, startAt,
        maxSteps, maxTime);
  }

  /** The same run with other limits. */
  public RunSpec withLimits(long steps, Duration time) {
    return new RunSpec(program, parameters, optionsFile, options, quirks, faults, strategy, points, seed, startAt,
        steps, time);
  }

  /** What runs. */
  public sealed interface Program {

    /**
     * A {@link Workload}.
     *
     * @param provider the class that implements it, or the {@link WorkloadCatalogue} that holds it
     * @param name the workload's name
     */
    record OfWorkload(String provider, String name) implements Program {}

    /**
     * Any program: {@code main}, or a static method without arguments.
     *
     * @param className the class
     * @param method {@code main} or the method's name
     * @param classPath where it and all it needs is found, as on a java command line
     * @param arguments for {@code main}
     */
    record OfMain(String className, String method, String classPath, List<String> arguments) implements Program {

      public OfMain {
        arguments = List.copyOf(arguments);
      }
    }
  }

  /** Which operations of the program are points. */
  public enum Points {
    /** Synchronisation only. */
    SYNC,
    /** Plain field and array accesses too. */
    FIELDS,
    /** One or the other, by the seed. */
    DRAWN;

    /** The name on the command line. */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
