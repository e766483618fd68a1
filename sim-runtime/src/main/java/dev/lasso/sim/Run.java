package dev.lasso.sim;

import dev.lasso.sim.fault.FaultReport;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** What a {@link Workload} is given: its inputs, a place to write to, and ways to tell the simulation what matters. */
public interface Run {

  /**
   * The value of a parameter that the workload declares: as set, else its default.
   *
   * @throws IllegalArgumentException if it declares no such parameter
   */
  String parameter(String name);

  /** {@link #parameter} as an int. */
  default int intParameter(String name) {
    return Integer.parseInt(parameter(name));
  }

  /** {@link #parameter} as a long. */
  default long longParameter(String name) {
    return Long.parseLong(parameter(name));
  }

  /** {@link #parameter} as a double. */
  default double doubleParameter(String name) {
    return Double.parseDouble(parameter(name));
  }

  /** {@link #parameter} as a boolean. */
  default boolean booleanParameter(String name) {
    return Boolean.parseBoolean(parameter(name));
  }

  /** The text of the OPTIONS file of this run, or an empty string. */
  String optionsFile();

  /** Engine options set one by one, by name; they overrule the file. */
  Map<String, String> options();

  /** The quirks that are on. */
  Set<String> quirks();

  /** An empty directory of this run alone. */
  Path directory();

  /** A stream of random numbers of that name: the same for the same seed, whatever else draws. */
  RandomGenerator random(String stream);

  /** The computer of the run, whose processes may crash. */
  Machine machine();

  /** Which faults have fired so far: what a checker may not blame the program for. */
  FaultReport faults();

  /** What must happen before the run may end. */
  Obligations obligations();

  /**
   * Says how a dump shows every object of {@code type} that the run has made. The describer runs when nothing else
   * does: it takes no locks and changes nothing. It may answer several lines.
   */
  <T> void describe(Class<T> type, Function<? super T, String> describer);
}
