package dev.lasso.workloads.cli;

import dev.lasso.sim.Workload;
import dev.lasso.sim.explore.Strategies;
import dev.lasso.sim.fault.FaultNames;
import dev.lasso.workloads.seed.BadInput;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code list}: what there is to run and to tell it. */
@Command(name = "list", description = "Show what there is.")
final class ListCommand implements Callable<Integer> {

  private static final List<String> KINDS = List.of("workloads", "quirks", "strategies", "faults", "seeds", "options");

  private final Session session;

  @Parameters(paramLabel = "KIND", arity = "0..1", description = "workloads, quirks, strategies, faults, seeds or options; all if none is named") private @Nullable String kind;

  @Option(names = "--json", description = "one object on one line, last") private boolean json;

  ListCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (kind != null && !KINDS.contains(kind)) {
      throw new BadInput("there is nothing to list named " + kind + ": there are " + String.join(", ", KINDS));
    }
    PrintStream out = session.console().out();
    JsonLine line = new JsonLine();
    for (String each : kind == null ? KINDS : List.of(kind)) {
      List<Map<String, Object>> entries = entries(each);
      if (json) {
        line.field(each, entries);
      } else {
        print(out, each, entries);
      }
    }
    if (json) {
      out.println(line.text());
    }
    return ExitCode.FINE;
  }

  private List<Map<String, Object>> entries(String each) {
    return switch (each) {
      case "workloads" -> session.workloads().all().stream().map(ListCommand::workload).toList();
      case "quirks" -> quirks();
      case "strategies" -> Strategies.all().stream().map(ListCommand::strategy).toList();
      case "faults" -> (json ? FaultNames.all() : FaultNames.overview()).stream().map(ListCommand::fault).toList();
      case "seeds" -> seeds();
      case "options" -> options();
      default -> throw new IllegalStateException("nothing lists " + each);
    };
  }

  private static Map<String, Object> entry(String name) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", name);
    return entry;
  }

  private static Map<String, Object> workload(Workload workload) {
    Map<String, Object> entry = entry(workload.name());
    entry.put("description", workload.description());
    entry.put("parameters", workload.parameters().stream().map(parameter -> {
      Map<String, Object> inner = entry(parameter.name());
      inner.put("kind", parameter.kind());
      inner.put("default", parameter.defaultValue());
      inner.put("range", parameter.range());
      inner.put("description", parameter.description());
      return inner;
    }).toList());
    return entry;
  }

  private static Map<String, Object> strategy(Strategies.Entry strategy) {
    Map<String, Object> entry = entry(strategy.name());
    entry.put("description", strategy.description());
    entry.put("parameters", strategy.parameters().stream().map(parameter -> {
      Map<String, Object> inner = entry(parameter.name());
      inner.put("default", parameter.standard());
      inner.put("range", parameter.range());
      inner.put("description", parameter.description());
      return inner;
    }).toList());
    return entry;
  }

  private static Map<String, Object> fault(FaultNames.Entry fault) {
    Map<String, Object> entry = entry(fault.name());
    entry.put("kind", fault.kind());
    entry.put("range", fault.range());
    entry.put("description", fault.description());
    return entry;
  }

  private List<Map<String, Object>> quirks() {
    return shared(Workload::quirks, quirk -> {
      Map<String, Object> entry = entry(quirk.name());
      entry.put("description", quirk.description());
      return entry;
    });
  }

  private List<Map<String, Object>> options() {
    return shared(Workload::options, option -> {
      Map<String, Object> entry = entry(option.name());
      entry.put("kind", option.kind());
      entry.put("default", option.defaultValue());
      entry.put("range", option.range());
      entry.put("effect", option.effect());
      entry.put("changes", option.dynamic() ? "while open" : "at open");
      return entry;
    });
  }

  /** What workloads have in common, once, with the names of the workloads that take it. */
  private <T> List<Map<String, Object>> shared(Function<Workload, List<T>> of,
      Function<T, Map<String, Object>> listed) {
    Map<Map<String, Object>, List<String>> takenBy = new LinkedHashMap<>();
    for (Workload workload : session.workloads().all()) {
      for (T each : of.apply(workload)) {
        takenBy.computeIfAbsent(listed.apply(each), fresh -> new ArrayList<>()).add(workload.name());
      }
    }
    return takenBy.entrySet().stream().map(each -> {
      Map<String, Object> entry = new LinkedHashMap<>(each.getKey());
      entry.put("workloads", each.getValue());
      return entry;
    }).toList();
  }

  private static List<Map<String, Object>> seeds() {
    return Session.seeds().stream().map(seed -> entry(String.valueOf(seed.path().getFileName()))).toList();
  }

  private static void print(PrintStream out, String heading, List<Map<String, Object>> entries) {
    out.println(heading + (entries.isEmpty() ? ": none" : ""));
    Table table = new Table();
    for (Map<String, Object> entry : entries) {
      List<String> cells = new ArrayList<>();
      cells.add(" ");
      entry.values().stream().filter(String.class::isInstance).map(String.class::cast).forEach(cells::add);
      if (entry.get("workloads") instanceof List<?> names) {
        cells.add(names.stream().map(String::valueOf).collect(Collectors.joining(", ")));
      }
      table.row(cells.toArray(new String[0]));
      if (entry.get("parameters") instanceof List<?> parameters) {
        for (Object parameter : parameters) {
          table.row(" ", "", parameterText((Map<?, ?>) parameter));
        }
      }
    }
    table.print(out);
  }

  private static String parameterText(Map<?, ?> parameter) {
    Object kind = parameter.get("kind");
    return (kind == null ? "" : "param.") + parameter.get("name") + "=" + parameter.get("default") + " ("
        + (kind == null ? "" : kind + ", ") + parameter.get("range") + "): " + parameter.get("description");
  }
}
