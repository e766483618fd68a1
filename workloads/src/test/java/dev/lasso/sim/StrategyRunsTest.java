package dev.lasso.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.explore.EnabledTasks;
import dev.lasso.sim.explore.FairSuffix;
import dev.lasso.sim.explore.Operations;
import dev.lasso.sim.explore.RandomWalk;
import dev.lasso.sim.explore.Script;
import dev.lasso.sim.explore.Strategies;
import dev.lasso.sim.explore.Strategy;
import dev.lasso.workloads.strategies.Spinner;
import dev.lasso.workloads.strategies.Waiters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Strategies in runs of programs: each replays, none invents a hang, and what they are told of a task is right. */
class StrategyRunsTest {

  private static final Workloads WORKLOADS = Workloads.of(StrategyRunsTest.class.getClassLoader());
  private static final long STEPS = 50_000;

  private final Simulation simulation = Simulation.get();

  private static RunSpec main(Class<?> program) {
    return RunSpec.of(new RunSpec.Program.OfMain(program.getName(), "main", System.getProperty("java.class.path", ""),
        List.of())).withLimits(STEPS, Duration.ofHours(1));
  }

  // Replay -----------------------------------------------------------------------------------------------------------

  /** By name; a script that says nothing lets one task run, and must say itself when it ends fairly. */
  static Stream<String> strategies() {
    return Strategies.all().stream().map(Strategies.Entry::name).filter(name -> !Strategies.isSearch(name))
        .map(name -> name.equals(Script.NAME) ? name + ":suffix=10100" : name);
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void bareDescriptionAndResolvedOneAreTheSameRun(String strategy) {
    for (String workload : List.of("buffer-notify", "two-stage", "close-race")) {
      RunSpec spec = RunSpec.of(WORKLOADS.program(workload)).withStrategy(strategy);
      List<Outcome> searched = new ArrayList<>();
      simulation.explore(spec, 1, 4, searched::add);
      for (int seed = 1; seed <= searched.size(); seed++) {
        Outcome found = searched.get(seed - 1);
        RunSpec resolved = simulation.resolve(spec.withSeed(seed));
        assertTrue(Strategies.isComplete(resolved.strategy()), resolved::strategy);
        assertEquals(resolved.strategy(), found.strategy());
        assertSameRun(found, simulation.run(spec.withSeed(seed)));
        assertSameRun(found, simulation.run(resolved));
      }
    }
  }

  private static void assertSameRun(Outcome expected, Outcome actual) {
    assertEquals(expected.traceHashText(), actual.traceHashText());
    assertEquals(expected.steps(), actual.steps());
    assertEquals(expected.strategy(), actual.strategy());
  }

  @Test
  void completeTextIsKept() {
    RunSpec spec = RunSpec.of(WORKLOADS.program("two-stage"));
    for (String text : List.of("random-distance", "random-walk", "pct:d=2,k=9,suffix=99")) {
      assertEquals(text, simulation.resolve(spec.withStrategy(text)).strategy());
    }
    assertNotEquals("portfolio", simulation.resolve(spec).strategy());
  }

  // The fair suffix --------------------------------------------------------------------------------------------------

  private Set<Verdict> verdicts(String strategy) {
    Set<Verdict> verdicts = new HashSet<>();
    simulation.explore(main(Spinner.class).withStrategy(strategy), 1, 30,
        outcome -> verdicts.add(outcome.verdict()) || true);
    return verdicts;
  }

  @ParameterizedTest
  @ValueSource(strings = {"delay:delays=0,k=10", "pct:d=1,k=10"})
  void aStrategyThatStarvesATaskInventsAHangUnlessItEndsFairly(String unfair) {
    assertTrue(verdicts(unfair + ",suffix=" + FairSuffix.LATEST).contains(Verdict.SUSPECTED));
    assertEquals(Set.of(Verdict.LIVE), verdicts(unfair + ",suffix=10100"));
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void noStrategyInventsAHang(String strategy) {
    assertEquals(Set.of(Verdict.LIVE), verdicts(strategy));
  }

  // Pending operations -----------------------------------------------------------------------------------------------

  /** Notes what every task is about to do when it is first seen after it was started or woken. */
  private static final class Witness implements Strategy {

    private final RandomWalk walk = new RandomWalk();
    private final Set<Integer> fresh = new HashSet<>();
    private final Map<Integer, Set<String>> seen = new TreeMap<>();
    private final Set<String> running = new TreeSet<>();

    @Override
    public void begin(RandomGenerator random) {
      walk.begin(random);
      fresh.clear();
    }

    @Override
    public int distance(long step, int task) {
      return walk.distance(step, task);
    }

    @Override
    public int next(EnabledTasks enabled, int task) {
      for (int i = 0; i < enabled.size(); i++) {
        if (fresh.remove(enabled.id(i))) {
          seen.computeIfAbsent(enabled.id(i), id -> new TreeSet<>()).add(pending(enabled, i));
        }
      }
      if (task >= 0) {
        running.add(pending(enabled, task));
      }
      return walk.next(enabled, task);
    }

    private static String pending(EnabledTasks enabled, int position) {
      Object object = enabled.object(position);
      return Operations.kind(enabled.operation(position)) + " "
          + (object == null ? "nothing" : object.getClass().getSimpleName());
    }

    @Override
    public boolean letTimePass() {
      return false;
    }

    @Override
    public boolean enabled(int task) {
      fresh.add(task);
      return false;
    }
  }

  @Test
  void pendingOperationOfEveryEnabledTaskIsTheOneItPerformsNext() {
    Witness witness = new Witness();
    for (long seed = 1; seed <= 60; seed++) {
      Outcome outcome = simulation.runUnder(new FairSuffix(witness, FairSuffix.LATEST),
          main(Waiters.class).withPoints(RunSpec.Points.SYNC).withSeed(seed));
      assertEquals(Verdict.LIVE, outcome.verdict(), outcome::summary);
    }
    String started = Operations.START + " nothing";
    assertEquals(Set.of(started, Operations.MONITOR_ENTER + " Gate"), witness.seen.get(1));
    assertEquals(Set.of(started, Operations.PARK + " Task"), witness.seen.get(2));
    assertEquals(Set.of(started, Operations.SLEEP + " Task"), witness.seen.get(3));
    assertTrue(
        witness.running.containsAll(Set.of(Operations.UNPARK + " Task", Operations.PARK + " Task",
            Operations.MONITOR_ENTER + " Gate", Operations.JOIN + " Task", Operations.START + " Task")),
        witness.running::toString);
  }
}
