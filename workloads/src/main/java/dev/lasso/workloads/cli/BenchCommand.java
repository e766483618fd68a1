package dev.lasso.workloads.cli;

import dev.lasso.sim.explore.Strategies;
import dev.lasso.workloads.seed.BadInput;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench}: how fast this machine simulates, beside the goals; or how soon each strategy finds each known bug. */
@Command(name = "bench", description = "Measure the speed of the simulation, or the strategies on the known bugs.")
final class BenchCommand implements Callable<Integer> {

  private static final String ENGINE = "engine";
  private static final String STRATEGIES = "strategies";

  private final Session session;
  private final JsonLine line = new JsonLine();

  @Parameters(paramLabel = "engine|strategies", arity = "0..1", defaultValue = ENGINE, description = "the speed table (if nothing is said), or schedules to the first violation") private String what = ENGINE;

  @Option(names = "--json", description = "one object on one line, last") private boolean json;

  BenchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (!what.equals(ENGINE) && !what.equals(STRATEGIES)) {
      throw new BadInput("bench takes engine or strategies, not " + what);
    }
    PrintStream to = json ? session.console().err() : session.console().out();
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    int processors = Runtime.getRuntime().availableProcessors();
    to.println("load " + load + " on " + processors + " processors before the first row");
    to.flush();
    line.field("bench", what).field("load", load).field("processors", processors);
    line.field("rows", what.equals(ENGINE) ? speed(to) : strategies(to));
    if (json) {
      session.console().out().println(line.text());
    }
    return ExitCode.FINE;
  }

  private List<Map<String, Object>> speed(PrintStream to) {
    List<Map<String, Object>> rows = new ArrayList<>();
    new SpeedTable(session, session.runner(false), row -> {
      SpeedTable.print(to, row);
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("name", row.name());
      fields.put("figure", row.figure());
      fields.put("unit", row.unit());
      fields.put("goal", row.goalText());
      fields.put("met", row.isMet());
      rows.add(fields);
    }).measure();
    return rows;
  }

  private List<Map<String, Object>> strategies(PrintStream to) {
    StrategyTable table = new StrategyTable(session, session.runner(false));
    List<Map<String, Object>> rows = new ArrayList<>();
    to.println("schedules to the first violation, " + String.join(" / ",
        Strategies.all().stream().map(Strategies.Entry::name).toList()));
    for (String bug : table.bugs()) {
      Map<String, Object> row = table.row(bug);
      List<String> figures = new ArrayList<>();
      row.forEach((name, value) -> {
        if (value instanceof Long needed) {
          figures.add(needed > StrategyTable.LIMIT ? "none in " + StrategyTable.LIMIT : needed.toString());
        }
      });
      to.printf("%-24s %s%n", bug, String.join(" / ", figures));
      to.flush();
      rows.add(row);
    }
    return rows;
  }
}
