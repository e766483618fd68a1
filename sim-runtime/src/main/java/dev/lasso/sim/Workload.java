package dev.lasso.sim;

import java.util.List;

/**
 * A program to run under simulation, with what it can be told. Implementations have a public no-argument constructor,
 * are found through {@link java.util.ServiceLoader} and are made anew, in a class loader of their own, for every run.
 */
public interface Workload {

  /** The name on the command line: lower case, words joined by hyphens. */
  String name();

  /** What it does, in one line. */
  String description();

  /** The parameters it takes, in the order to list them. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /** The options of the engine it runs, in the order to list them; empty where there is none. */
  default List<EngineOption> options() {
    return List.of();
  }

  /** Historical defects of the engine that can be switched on. */
  default List<Quirk> quirks() {
    return List.of();
  }

  /**
   * The program: plain Java on the root task. When it returns, every non-daemon thread it started must still end, and
   * every obligation it took on must be paid.
   *
   * @throws Exception any failure; the verdict is then FAILED
   */
  void run(Run run) throws Exception;

  /**
   * Checks options before a run starts, so that bad input costs no run.
   *
   * @param optionsFile the text of an OPTIONS file, or an empty string
   * @param overrides options set one by one, by name
   * @throws IllegalArgumentException with one line that names the option, or the line of the file
   */
  default void checkOptions(String optionsFile, java.util.Map<String, String> overrides, java.util.Set<String> quirks) {
    if (!optionsFile.isEmpty() || !overrides.isEmpty()) {
      throw new IllegalArgumentException("workload " + name() + " takes no engine options");
    }
  }

  /**
   * Checks parameters before a run starts, beyond what their kinds and ranges say.
   *
   * @param parameters those that are set, by name
   * @throws IllegalArgumentException with one line that names what is wrong
   */
  default void checkParameters(java.util.Map<String, String> parameters) {}

  /**
   * A parameter of a workload.
   *
   * @param kind {@code int}, {@code long}, {@code double}, {@code boolean} or {@code string}
   * @param range the admissible values in words, such as {@code 1..20}
   */
  record Parameter(String name, String kind, String defaultValue, String range, String description) {}

  /**
   * An option of the engine under test.
   *
   * @param effect {@code honoured}, {@code accepted} (without effect) or {@code refused}
   * @param dynamic whether it may change while the engine is open
   */
  record EngineOption(String name, String kind, String defaultValue, String range, String effect, boolean dynamic) {

    /** An option that keeps the value that the engine is opened with. */
    public EngineOption(String name, String kind, String defaultValue, String range, String effect) {
      this(name, kind, defaultValue, range, effect, false);
    }
  }

  /** A historical defect, off unless asked for. */
  record Quirk(String name, String description) {}
}
