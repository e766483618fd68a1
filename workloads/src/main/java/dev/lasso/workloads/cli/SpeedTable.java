package dev.lasso.workloads.cli;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.workloads.seed.BadInput;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * The speed table: what a point, a switch, a schedule and a start cost, and whether memory stays flat. Every figure is
 * the median of several repetitions after a warm-up, taken from outside the simulation, in real time, under a strategy
 * that is seldom asked: what the others cost beyond that is their own matter, see {@link StrategyTable}.
 */
final class SpeedTable {

  private static final String STRATEGY = "random-distance";
  private static final int REPETITIONS = 5;
  private static final long WARM_UP_NANOS = 5_000_000_000L;
  private static final long REPETITION_NANOS = 1_000_000_000L;
  private static final int READS = 1_000_000;
  private static final long MEMORY_FIRST = 100_000;
  private static final long MEMORY_LAST = 1_000_000;
  /** Read or written in one run. */
  private static final int BLOCKS = 300_000;

  private static final double FLAT = 1.1;

  private final Session session;
  private final Runner runner;
  private final Consumer<Measurement> rows;
  private long nextSeed = 1;

  /** @param rows is given each row as soon as it is measured */
  SpeedTable(Session session, Runner runner, Consumer<Measurement> rows) {
    this.session = session;
    this.runner = runner;
    this.rows = rows;
  }

  /**
   * Points come last: their runs are long, and the memory that the decisions of such a run take is never given back.
   */
  void measure() {
    schedules("AB-BA, two monitors", "ab-ba-monitors", Map.of(), 200_000);
    schedules("2 threads x 100 locked increments", "correct-locked-counter", Map.of("increments", "100"), 75_000);
    schedules("reorder, 19 writers", "reorder", Map.of("writers", "19"), 100_000);
    schedules("buffer 2+2 threads, notifyAll", "buffer-notify-fixed", Map.of(), 150_000);
    row("first schedule of a fresh process", firstSchedule(), "ms", 400);
    row("heap after 1,000,000 schedules / after 100,000", memory(), "times", FLAT);
    row("point that does not switch", point(), "ns", 10);
    row("switch", switching(), "ns", 150);
    row("write of 4 KiB to the simulated disk", file("writes"), "ns", 1_000);
    row("read of 4 KiB from the simulated disk", file("reads"), "ns", 1_000);
  }

  private void row(String name, double figure, String unit, double goal) {
    rows.accept(new Measurement(name, figure, unit, goal, false));
  }

  private static double median(DoubleSupplier repetition) {
    double[] figures = new double[REPETITIONS];
    Arrays.setAll(figures, ignored -> repetition.getAsDouble());
    Arrays.sort(figures);
    return figures[REPETITIONS / 2];
  }

  // Points and switches ----------------------------------------------------------------------------------------------

  private double point() {
    RunSpec spec = loop(1).withStrategy(STRATEGY);
    explore(spec, WARM_UP_NANOS);
    return median(() -> {
      long start = System.nanoTime();
      Outcome outcome = once(spec);
      return (double) (System.nanoTime() - start) / outcome.steps();
    });
  }

  /** Under a random walk of two threads every second point is a switch: its cost is in the figure. */
  private double switching() {
    RunSpec spec = loop(2).withStrategy("random-walk");
    explore(spec, WARM_UP_NANOS);
    return median(() -> {
      long start = System.nanoTime();
      Outcome outcome = once(spec);
      return (double) (System.nanoTime() - start) / outcome.switches();
    });
  }

  private static RunSpec loop(int threads) {
    return RunSpec.of(new RunSpec.Program.OfWorkload(PointLoop.class.getName(), "point-loop"))
        .withParameters(Map.of("threads", Integer.toString(threads), "reads", Integer.toString(READS)))
        .withPoints(RunSpec.Points.SYNC);
  }

  private double file(String operations) {
    RunSpec spec = RunSpec.of(new RunSpec.Program.OfWorkload(FileLoop.class.getName(), "file-loop"))
        .withParameters(Map.of(operations, Integer.toString(BLOCKS))).withPoints(RunSpec.Points.SYNC);
    explore(spec, WARM_UP_NANOS);
    return median(() -> {
      long start = System.nanoTime();
      once(spec);
      return (double) (System.nanoTime() - start) / BLOCKS;
    });
  }

  private Outcome once(RunSpec spec) {
    return runner.explore(spec, 1, 1, outcome -> false);
  }

  // Schedules --------------------------------------------------------------------------------------------------------

  private void schedules(String name, String workload, Map<String, String> parameters, double goal) {
    RunSpec spec = RunSpec.of(session.workloads().program(workload)).withParameters(parameters)
        .withStrategy(STRATEGY);
    explore(spec, WARM_UP_NANOS);
    double figure = median(() -> explore(spec, REPETITION_NANOS));
    rows.accept(new Measurement(name, figure, "schedules/s", goal, true));
  }

  /** Runs fresh seeds for that long and answers how many a second. */
  private double explore(RunSpec spec, long nanos) {
    long start = System.nanoTime();
    long[] count = new long[1];
    runner.explore(spec, nextSeed, Long.MAX_VALUE, outcome -> {
      count[0]++;
      return System.nanoTime() - start < nanos;
    });
    nextSeed += count[0];
    return count[0] * 1e9 / (System.nanoTime() - start);
  }

  // A process of its own ---------------------------------------------------------------------------------------------

  private double firstSchedule() {
    return median(() -> {
      long start = System.nanoTime();
      spawn(List.of("explore", "ab-ba-monitors-fixed", "--seed", "1"));
      return (System.nanoTime() - start) / 1e6;
    });
  }

  /** Started as this one was: with the same agent, and the same archive of classes if there is one. */
  private static void spawn(List<String> arguments) {
    ProcessBuilder builder = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder.command().addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    builder.command().addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    builder.command().addAll(arguments);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      int code = builder.start().waitFor();
      if (code != ExitCode.FINE) {
        throw new BadInput("a fresh process ends with exit code " + code);
      }
    } catch (IOException failure) {
      throw new BadInput("no fresh process can be started: " + failure, failure);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException("nobody interrupts a benchmark", interrupted);
    }
  }

  // Memory -----------------------------------------------------------------------------------------------------------

  private double memory() {
    RunSpec spec = RunSpec.of(session.workloads().program("ab-ba-monitors")).withStrategy(STRATEGY);
    runner.explore(spec, 1, MEMORY_FIRST, outcome -> true);
    double early = heapUsed();
    runner.explore(spec, MEMORY_FIRST + 1, MEMORY_LAST, outcome -> true);
    return heapUsed() / early;
  }

  private static double heapUsed() {
    for (int i = 0; i < REPETITIONS; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** Prints a row. */
  static void print(PrintStream out, Measurement row) {
    out.printf(java.util.Locale.ROOT, "%-48s %24s   goal %-24s %s%n", row.name(), row.figureText(), row.goalText(),
        row.isMet() ? "met" : "MISSED");
    out.flush();
  }
}
