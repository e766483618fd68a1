package dev.lasso.workloads.cli;

import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Workload;
import dev.lasso.workloads.seed.BadInput;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a run's workload can be told, as {@code --set}, {@code --quirk} and {@code --options} tell it; held against what
 * the workload declares.
 */
final class Settings {

  private static final String OPTION = "option.";
  private static final String PARAMETER = "param.";
  private static final int MOST_NAMED = 12;

  private final Workload workload;
  private final Map<String, String> parameters;
  private final Map<String, String> options;
  private final Set<String> quirks;

  Settings(Workload workload, RunSpec base) {
    this.workload = workload;
    parameters = new TreeMap<>(base.parameters());
    options = new TreeMap<>(base.options());
    quirks = new TreeSet<>(base.quirks());
  }

  Map<String, String> parameters() {
    return parameters;
  }

  Map<String, String> options() {
    return options;
  }

  Set<String> quirks() {
    return quirks;
  }

  /** {@code NAME=VALUE}, the name as {@code option.X}, {@code param.X}, or X where that means one thing. */
  void set(String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new BadInput("--set takes NAME=VALUE, not " + assignment);
    }
    String name = assignment.substring(0, equals);
    String value = assignment.substring(equals + 1);
    String bare = name.startsWith(OPTION)
        ? name.substring(OPTION.length())
        : name.startsWith(PARAMETER) ? name.substring(PARAMETER.length()) : name;
    boolean option = !name.startsWith(PARAMETER)
        && workload.options().stream().anyMatch(known -> known.name().equals(bare));
    List<Workload.Parameter> matching = name.startsWith(OPTION)
        ? List.of()
        : workload.parameters().stream().filter(known -> known.name().equals(bare)).toList();
    if (option && !matching.isEmpty()) {
      throw new BadInput("--set " + bare + " means two things: say option." + bare + " or param." + bare);
    }
    if (option) {
      options.put(bare, value);
    } else if (!matching.isEmpty()) {
      ParameterValues.check(matching.get(0), value);
      parameters.put(bare, value);
    } else {
      throw new BadInput("workload " + workload.name() + " has nothing named " + name + ": " + settable());
    }
  }

  private String settable() {
    List<String> names = workload.parameters().stream().map(known -> PARAMETER + known.name()).toList();
    int count = workload.options().size();
    String options = count <= MOST_NAMED
        ? String.join(", ", workload.options().stream().map(known -> OPTION + known.name()).toList())
        : count + " options, which ./lasso list options shows";
    if (names.isEmpty() && count == 0) {
      return "it takes no parameters and no options";
    }
    return "there " + (names.size() + count == 1 ? "is " : "are ") + String.join(", ", names)
        + (names.isEmpty() || count == 0 ? "" : ", ") + options;
  }

  void quirkOn(String name) {
    known(name);
    quirks.add(name);
  }

  void quirkOff(String name) {
    known(name);
    if (!quirks.remove(name)) {
      throw new BadInput("quirk " + name + " is not on");
    }
  }

  private void known(String name) {
    List<String> names = workload.quirks().stream().map(Workload.Quirk::name).toList();
    if (!names.contains(name)) {
      throw new BadInput("workload " + workload.name() + " has no quirk " + name + ": "
          + (names.isEmpty() ? "it has none" : "there are " + String.join(", ", names)));
    }
  }

  /** Has all of it checked, also what came out of a seed file. */
  void check(String optionsFile) {
    for (Map.Entry<String, String> entry : parameters.entrySet()) {
      ParameterValues.check(
          workload.parameters().stream().filter(known -> known.name().equals(entry.getKey())).findFirst()
              .orElseThrow(() -> new BadInput("workload " + workload.name() + " has no parameter " + entry.getKey())),
          entry.getValue());
    }
    quirks.forEach(this::known);
    try {
      workload.checkParameters(parameters);
      workload.checkOptions(optionsFile, options, quirks);
    } catch (IllegalArgumentException refused) {
      throw new BadInput(String.valueOf(refused.getMessage()), refused);
    }
  }
}
