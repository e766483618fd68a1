package dev.lasso.workloads.cli;

import dev.lasso.sim.fault.FaultKind;
import dev.lasso.sim.fault.FaultNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The command as it was typed, with the flags changed that choose seeds: what to type to see one run again. */
final class RetypedCommand {

  private static final Set<String> WITH_VALUE = Set.of("--seed", "--seeds", "--out", "--max-schedules", "--for");
  private static final Set<String> ALONE = Set.of("--keep-going", "--json");

  private RetypedCommand() {}

  static String forSeed(List<String> arguments, long seed) {
    List<String> kept = new ArrayList<>(List.of("./lasso"));
    int end = arguments.indexOf("--") < 0 ? arguments.size() : arguments.indexOf("--");
    for (int i = 0; i < end; i++) {
      String argument = arguments.get(i);
      int equals = argument.indexOf('=');
      if (WITH_VALUE.contains(argument)) {
        i++;
      } else if (!ALONE.contains(argument) && !(equals > 0 && WITH_VALUE.contains(argument.substring(0, equals)))) {
        kept.add(quoted(argument));
      }
    }
    kept.add("--seed " + seed);
    arguments.subList(end, arguments.size()).forEach(argument -> kept.add(quoted(argument)));
    return String.join(" ", kept);
  }

  /** The same, with another strategy. */
  static String forStrategy(List<String> arguments, String strategy, long seed) {
    List<String> others = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--strategy")) {
        others.add(argument);
        others.add(strategy);
        i++;
      } else {
        others.add(argument.startsWith("--strategy=") ? "--strategy=" + strategy : argument);
      }
    }
    return forSeed(others, seed);
  }

  /** The same, with the fault that is asked for of every site chosen by its number. */
  static String forFault(List<String> arguments, FaultKind kind, long number, long seed) {
    String every = kind.label() + FaultNames.EVERY;
    String one = kind.label() + FaultNames.NTH + "=" + number;
    return forSeed(arguments.stream().map(argument -> argument.equals(every)
        ? one
        : argument.equals("--fault=" + every) ? "--fault=" + one : argument).toList(), seed);
  }

  /** An argument as a shell takes it. */
  static String quoted(String argument) {
    return argument.matches("[\\w@%+=:,./-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
  }
}
