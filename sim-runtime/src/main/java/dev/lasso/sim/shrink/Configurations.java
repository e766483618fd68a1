package dev.lasso.sim.shrink;

import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Workload.Parameter;
import dev.lasso.sim.fault.FaultKind;
import dev.lasso.sim.fault.FiredFault;
import dev.lasso.sim.fault.Trigger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is tried on the configuration of a run: its numbers smaller, all else towards its defaults, fewer faults, quirks
 * and kinds of points. Each step makes something less, so that the steps come to an end.
 */
final class Configurations {

  private static final Pattern OPTION = Pattern.compile("\\s*(\\w+)\\s*=\\s*(\\S.*?)\\s*");
  private static final Pattern RANGE = Pattern.compile("(-?\\d{1,18})\\.\\.-?\\d{1,19}");

  private final Attempts attempts;
  private final List<Parameter> parameters;
  private final Set<String> options;

  /**
   * @param parameters those that the program takes
   * @param options the names of the options of the engine that it runs
   */
  Configurations(Attempts attempts, List<Parameter> parameters, Set<String> options) {
    this.attempts = attempts;
    this.parameters = parameters;
    this.options = options;
  }

  /** Tries all of it once. */
  void shrink() {
    if (!attempts.spec().optionsFile().isEmpty()) {
      liftOptionsFile();
    }
    shrinkPoints();
    parameters.forEach(this::shrinkParameter);
    shrinkOptions();
    shrinkOptionsFile();
    for (String quirk : attempts.spec().quirks()) {
      Set<String> fewer = new TreeSet<>(attempts.spec().quirks());
      fewer.remove(quirk);
      RunSpec spec = attempts.spec();
      attempts.keepsUnderSomeSchedule(spec.with(spec.parameters(), spec.optionsFile(), spec.options(), fewer),
          "without quirk " + quirk);
    }
    shrinkFaults();
    attempts.keeps(attempts.spec().withStartAt(RunSpec.DEFAULT_START), "starts at the default time");
  }

  // Parameters -------------------------------------------------------------------------------------------------------

  private void shrinkParameter(Parameter parameter) {
    Matcher range = RANGE.matcher(parameter.range());
    boolean isWhole = parameter.kind().equals("int") || parameter.kind().equals("long");
    String set = attempts.spec().parameters().get(parameter.name());
    if (isWhole && range.matches()) {
      lower(parameter, Long.parseLong(range.group(1)),
          Long.parseLong(set == null ? parameter.defaultValue() : set));
    } else if (set != null) {
      keeps(parameter, parameter.defaultValue());
    }
  }

  private boolean keeps(Parameter parameter, String value) {
    Map<String, String> changed = new HashMap<>(attempts.spec().parameters());
    String before = changed.getOrDefault(parameter.name(), parameter.defaultValue());
    if (value.equals(parameter.defaultValue())) {
      changed.remove(parameter.name());
    } else {
      changed.put(parameter.name(), value);
    }
    return attempts.keepsUnderSomeSchedule(attempts.spec().withParameters(changed),
        parameter.name() + " " + before + " -> " + value);
  }

  /** The smallest number that will do, provided that all above it will, as bisection finds it. */
  private void lower(Parameter parameter, long least, long most) {
    if (least >= most || keeps(parameter, Long.toString(least))) {
      return;
    }
    long refused = least;
    long kept = most;
    while (kept - refused > 1 && !attempts.timeIsUp()) {
      long middle = refused + (kept - refused) / 2;
      if (keeps(parameter, Long.toString(middle))) {
        kept = middle;
      } else {
        refused = middle;
      }
    }
  }

  // Options ----------------------------------------------------------------------------------------------------------

  private void shrinkOptions() {
    Ddmin.minimise(List.copyOf(attempts.spec().options().keySet()), names -> {
      RunSpec spec = attempts.spec();
      Map<String, String> fewer = new HashMap<>(spec.options());
      fewer.keySet().retainAll(new HashSet<>(names));
      return attempts.keepsUnderSomeSchedule(spec.with(spec.parameters(), spec.optionsFile(), fewer, spec.quirks()),
          "options " + spec.options().size() + " -> " + fewer.size());
    });
  }

  /** The same options, set one by one, are as good and need no file. */
  private void liftOptionsFile() {
    RunSpec spec = attempts.spec();
    Map<String, String> lifted = new HashMap<>();
    spec.optionsFile().lines().map(OPTION::matcher).filter(Matcher::matches)
        .filter(line -> options.contains(line.group(1))).forEach(line -> lifted.put(line.group(1), line.group(2)));
    lifted.putAll(spec.options());
    attempts.keeps(spec.with(spec.parameters(), "", lifted, spec.quirks()),
        "OPTIONS file -> " + lifted.size() + " options");
  }

  private void shrinkOptionsFile() {
    List<String> lines = attempts.spec().optionsFile().lines().toList();
    Ddmin.minimise(lines, fewer -> {
      RunSpec spec = attempts.spec();
      String text = fewer.isEmpty() ? "" : String.join("\n", fewer) + "\n";
      return attempts.keepsUnderSomeSchedule(spec.with(spec.parameters(), text, spec.options(), spec.quirks()),
          "OPTIONS file " + spec.optionsFile().lines().count() + " lines -> " + fewer.size());
    });
  }

  // Faults and points ------------------------------------------------------------------------------------------------

  private void shrinkFaults() {
    for (FaultKind kind : attempts.spec().faults().triggers().keySet()) {
      if (!attempts.keepsUnderSomeSchedule(attempts.spec().withFaults(attempts.spec().faults().without(kind)),
          "without failing " + kind.label()) && !firesOnce(kind)) {
        fireOnce(kind);
      }
    }
  }

  private boolean firesOnce(FaultKind kind) {
    Trigger trigger = attempts.spec().faults().triggers().get(kind);
    return Objects.requireNonNull(trigger).occasion() instanceof Trigger.Occasion.Nth;
  }

  /** Instead of whatever fires by chance or everywhere, the one that will do. */
  private void fireOnce(FaultKind kind) {
    for (FiredFault fired : attempts.outcome().faults().fired()) {
      if (fired.kind() == kind && attempts.keepsUnderSomeSchedule(
          attempts.spec().withFaults(attempts.spec().faults().withNth(kind, fired.number())),
          kind.label() + " fails once")) {
        return;
      }
    }
  }

  private void shrinkPoints() {
    RunSpec.Points points = attempts.spec().points();
    if (points != RunSpec.Points.SYNC && !attempts.keepsUnderSomeSchedule(
        attempts.spec().withPoints(RunSpec.Points.SYNC), "points " + points.label() + " -> sync")) {
      attempts.keeps(attempts.spec().withPoints(RunSpec.Points.FIELDS), "points " + points.label() + " -> fields");
    }
  }
}
