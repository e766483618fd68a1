package dev.lasso.workloads.cli;

import dev.lasso.workloads.seed.BadInput;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code bench}: how fast this machine simulates, beside the goals; how fast the engine is on real threads, beside
 * other engines; or how soon each strategy finds each known bug.
 */
@Command(name = "bench", description = "Measure the speed of the simulation, the engine beside others, or the strategies on the known bugs.")
final class BenchCommand implements Callable<Integer> {

  private static final String SIMULATION = "simulation";
  private static final String ENGINE = "engine";
  private static final String STRATEGIES = "strategies";
  private static final int LEAST_KEYS = 1000;

  private final Session session;
  private final JsonLine line = new JsonLine();

  @Parameters(paramLabel = "simulation|engine|strategies", arity = "0..1", defaultValue = SIMULATION, description = "the speed of the simulation (if nothing is said), of the engine on real threads, or schedules to the first violation") private String what = SIMULATION;

  @Option(names = "--keys", paramLabel = "N", defaultValue = "1000000", description = "keys that the engine and its peers are filled with (1000000 if nothing is said)") private int keys;

  @Option(names = "--base", paramLabel = "N", defaultValue = "1", description = "with strategies: the seed that the first search begins with") private long base;

  @Option(names = "--bases", paramLabel = "N", defaultValue = "20", description = "with strategies: searches that a median is taken of (20 if nothing is said)") private int bases;

  @Option(names = "--rows", paramLabel = "TEXT", defaultValue = "", description = "with strategies: only the rows whose name contains it") private String rows = "";

  @Option(names = "--json", description = "one object on one line, last") private boolean json;

  BenchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (!List.of(SIMULATION, ENGINE, STRATEGIES).contains(what)) {
      throw new BadInput("bench takes simulation, engine or strategies, not " + what);
    }
    if (keys < LEAST_KEYS) {
      throw new BadInput("--keys takes at least " + LEAST_KEYS + ", not " + keys);
    }
    if (bases < 1) {
      throw new BadInput("--bases takes at least 1, not " + bases);
    }
    PrintStream to = json ? session.console().err() : session.console().out();
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    int processors = Runtime.getRuntime().availableProcessors();
    to.println("load " + load + " on " + processors + " processors before the first row");
    to.flush();
    line.field("bench", what).field("load", load).field("processors", processors);
    line.field("rows", switch (what) {
      case ENGINE -> engine(to);
      case STRATEGIES -> strategies(to);
      default -> speed(to);
    });
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

  private List<Map<String, Object>> engine(PrintStream to) {
    line.field("keys", keys);
    List<EngineTable.Row> rows = new EngineTable(Session.root().resolve("workloads/target/peers"), keys, to::println)
        .measure();
    List<Map<String, Object>> objects = new ArrayList<>();
    Table table = new Table();
    for (EngineTable.Row row : rows) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("name", row.name());
      fields.put("unit", row.unit());
      List<String> cells = new ArrayList<>(List.of(row.name(), row.unit()));
      for (String store : row.figures().keySet()) {
        fields.put(store, finite(row.figure(store)));
        cells.add(String.format(Locale.ROOT, "%s %,.0f", store, row.figure(store)));
      }
      fields.put("ratio", row.isMemory() ? null : finite(row.ratio()));
      fields.put("goal", row.goal());
      fields.put("met", row.isMet());
      cells.add(row.isMemory() ? "" : String.format(Locale.ROOT, "%.2f", row.ratio()));
      cells.add("goal " + row.goal());
      cells.add(row.isMet() == null ? "nothing to compare with" : row.isMet() ? "met" : "MISSED");
      table.row(cells.toArray(String[]::new));
      objects.add(fields);
    }
    table.print(to);
    return objects;
  }

  private static @Nullable Double finite(double figure) {
    return Double.isFinite(figure) ? figure : null;
  }

  private List<Map<String, Object>> strategies(PrintStream to) {
    StrategyTable table = new StrategyTable(session, session.runner(false), base, bases);
    line.field("base", base).field("bases", bases).field("betweenBases", StrategyTable.BETWEEN_BASES);
    to.println("schedules to the first failure (and milliseconds), medians over " + bases + " searches from seed "
        + base + " on");
    Table printed = new Table();
    List<String> heading = new ArrayList<>(List.of("subject"));
    heading.addAll(StrategyTable.strategies());
    heading.add("goal");
    printed.row(heading.toArray(String[]::new));
    List<Map<String, Object>> objects = new ArrayList<>();
    List<StrategyTable.Subject> subjects = table.subjects().stream().filter(each -> each.name().contains(rows))
        .toList();
    for (StrategyTable.Subject subject : subjects) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("name", subject.name());
      List<String> cells = new ArrayList<>(List.of(subject.name()));
      table.row(subject).forEach((strategy, figure) -> {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("schedules", figure.schedules());
        inner.put("millis", figure.millis());
        fields.put(strategy, inner);
        cells.add(text(figure, subject));
      });
      fields.put("limit", subject.limit());
      fields.put("goal", subject.goal() == 0 ? null : subject.goal());
      cells.add(subject.goal() == 0 ? "" : "<= " + subject.goal());
      printed.row(cells.toArray(String[]::new));
      objects.add(fields);
      session.console().err().println("lasso: " + objects.size() + " of " + subjects.size() + ": "
          + String.join("  ", cells));
    }
    printed.print(to);
    return objects;
  }

  private static String text(StrategyTable.Figure figure, StrategyTable.Subject subject) {
    return figure.millis() == null
        ? ">" + subject.limit()
        : String.format(Locale.ROOT, "%s (%.3g)", schedules(figure), figure.millis());
  }

  private static String schedules(StrategyTable.Figure figure) {
    return figure.schedules() == Math.rint(figure.schedules())
        ? String.format(Locale.ROOT, "%.0f", figure.schedules())
        : String.format(Locale.ROOT, "%.1f", figure.schedules());
  }
}
