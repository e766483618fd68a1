package dev.lasso.sim.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.explore.Threads.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each strategy promises, on programs small enough to know how often. */
class StrategyTest {

  private static final int RUNS = 20_000;
  private static final Object SHARED = "shared";

  /** A part of a program that touches nothing that another task touches. */
  private static List<Step> alone(int count) {
    return Threads.writes(count, new Object());
  }

  private static List<Step> then(List<Step> first, List<Step> second) {
    List<Step> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }

  private static double frequency(Strategy strategy, List<List<Step>> programs, Predicate<String> order) {
    int found = 0;
    for (long seed = 0; seed < RUNS; seed++) {
      found += order.test(Threads.run(strategy, seed, programs)) ? 1 : 0;
    }
    return found / (double) RUNS;
  }

  private static FairSuffix made(String text) {
    return Strategies.complete(text).members().getFirst().strategy();
  }

  // Every strategy ---------------------------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(strings = {"pos:suffix=1000", "pct:k=60,suffix=1000", "surw:on=all,counts=20.20.20,suffix=1000",
    "delay:k=60,suffix=1000", "starvation:k=60,suffix=1000", "random-distance", "random-walk",
    "random-walk:suffix=30"})
  void orderFollowsFromTheSeed(String text) {
    List<List<Step>> programs = List.of(Threads.writes(20, SHARED), alone(20), Threads.writes(20, SHARED));
    FairSuffix strategy = made(text);
    Set<String> orders = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      String order = Threads.run(strategy, seed, programs);
      assertEquals(order, Threads.run(made(text), seed, programs));
      assertEquals(order, Threads.run(strategy, seed, programs));
      orders.add(order);
    }
    assertTrue(orders.size() > 10, orders::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"random-walk", "random-distance", "random-distance:mean=3"})
  void strategyBeforeTheSuffixIsAsWithoutIt(String text) {
    List<List<Step>> programs = List.of(alone(20), alone(20), alone(20));
    Strategy bare = text.equals("random-walk")
        ? new RandomWalk()
        : new RandomDistance(text.endsWith("3") ? 3 : 0);
    for (long seed = 0; seed < 50; seed++) {
      assertEquals(Threads.run(bare, seed, programs), Threads.run(made(text), seed, programs));
    }
  }

  // The fair suffix --------------------------------------------------------------------------------------------------

  private static int longestWait(String order, int task) {
    int last = order.lastIndexOf(Character.forDigit(task, 10));
    int longest = 0;
    int wait = 0;
    for (int i = 0; i < last; i++) {
      wait = order.charAt(i) - '0' == task ? 0 : wait + 1;
      longest = Math.max(longest, wait);
    }
    return longest;
  }

  @Test
  void noTaskWaitsLongerThanARoundInTheSuffix() {
    List<List<Step>> programs = List.of(alone(30), alone(7), alone(50), alone(1), alone(30));
    String order = Threads.run(new FairSuffix(new Pct(1, 100), 0), 1, programs);
    String unfair = Threads.run(new Pct(1, 100), 1, programs);
    int longest = 0;
    for (int task = 0; task < programs.size(); task++) {
      assertTrue(longestWait(order, task) < programs.size(), order);
      longest = Math.max(longest, longestWait(unfair, task));
    }
    assertTrue(longest > 30, unfair);
  }

  /** Else the memory of the strategy before it would be part of the state that a suffix goes on from. */
  @Test
  void suffixDoesNotAskTheStrategyBeforeIt() {
    FairSuffix strategy = new FairSuffix(new Eager(), 10);
    strategy.begin(new java.util.SplittableRandom(1));
    strategy.distance(9, 0);
    assertTrue(strategy.enabled(1));
    strategy.distance(10, 0);
    assertTrue(!strategy.enabled(1));
  }

  /** Wants to be asked again whenever a task is woken. */
  private static final class Eager implements Strategy {

    @Override
    public void begin(java.util.random.RandomGenerator random) {}

    @Override
    public int distance(long step, int running) {
      return 1;
    }

    @Override
    public int next(EnabledTasks enabled, int running) {
      return 0;
    }

    @Override
    public boolean letTimePass() {
      return false;
    }

    @Override
    public boolean enabled(int task) {
      return true;
    }
  }

  @Test
  void suffixBeginsAtItsStepAndDrawsNothing() {
    FairSuffix strategy = new FairSuffix(new RandomWalk(), 10);
    strategy.begin(new java.util.SplittableRandom(1));
    for (long step = 0; step < 10; step++) {
      strategy.distance(step, 0);
      assertTrue(!strategy.isFair());
    }
    strategy.distance(10, 0);
    assertTrue(strategy.isFair());
    for (int i = 0; i < 100; i++) {
      assertTrue(!strategy.letTimePass());
    }
    Set<String> ends = new HashSet<>();
    for (long seed = 0; seed < 100; seed++) {
      ends.add(Threads.run(new FairSuffix(new RandomWalk(), 0), seed, List.of(alone(9), alone(9))));
    }
    assertEquals(1, ends.size());
  }

  // PCT --------------------------------------------------------------------------------------------------------------

  /** Task 1 must run from its first to its last operation after one of two operations of task 0, and before the next. */
  private static boolean interrupts(String order) {
    return order.startsWith("000" + "1111" + "0") || order.startsWith("0000" + "1111" + "0");
  }

  @Test
  void pctFindsABugOfDepthTwoAsOftenAsItGuarantees() {
    List<List<Step>> programs = List.of(alone(12), alone(4));
    int steps = 16;
    double found = frequency(new Pct(2, steps), programs, StrategyTest::interrupts);
    assertTrue(found >= 1.0 / (programs.size() * steps), () -> "in " + found);
    assertEquals(0, frequency(new Pct(1, steps), programs, StrategyTest::interrupts));
  }

  @Test
  void pctRunsTheTaskWithTheHighestPriorityAndAsksWhenOneIsWoken() {
    assertTrue(new Pct(3, 10).enabled(1));
    List<List<Step>> programs = List.of(alone(5), alone(5), alone(5));
    for (long seed = 0; seed < 100; seed++) {
      String order = Threads.run(new Pct(1, 10), seed, programs);
      assertTrue(order.matches("(.)\\1{4}(.)\\2{4}(.)\\3{4}"), order);
    }
  }

  @Test
  void pctLetsATaskThatYieldsFallBelowTheOthers() {
    List<Step> yields = new ArrayList<>(alone(3));
    yields.add(new Step(Operations.YIELD, null));
    yields.addAll(alone(3));
    for (long seed = 0; seed < 100; seed++) {
      String order = Threads.run(new Pct(1, 10), seed, List.of(yields, alone(4)));
      assertTrue(Set.of("00011110000", "11110000000").contains(order), order);
    }
  }

  // POS --------------------------------------------------------------------------------------------------------------

  /**
   * Two classes of schedules: the write of task 1 comes before or after the one that it conflicts with. With m
   * operations before the latter, it comes after if it has the lowest of m + 2 priorities.
   */
  @Test
  void posFindsTheRareClassAsOftenAsItsPaperSays() {
    int before = 8;
    List<List<Step>> programs = List.of(then(alone(before), Threads.writes(1, SHARED)), Threads.writes(1, SHARED));
    assertEquals(1.0 / (before + 2), frequency(new Pos(), programs, order -> order.endsWith("1")), 0.01);
    assertEquals(Math.pow(2, -(before + 1)), frequency(new RandomWalk(), programs, order -> order.endsWith("1")),
        0.002);
  }

  /** Between two that conflict all the time, it is a random walk. */
  @Test
  void posDrawsAnewWhereOperationsConflict() {
    List<List<Step>> programs = List.of(Threads.writes(3, SHARED), Threads.writes(1, SHARED));
    assertEquals(0.125, frequency(new Pos(), programs, order -> order.endsWith("1")), 0.01);
  }

  // SURW -------------------------------------------------------------------------------------------------------------

  private static void assertUniform(int orders, Map<String, Integer> counts) {
    assertEquals(orders, counts.size(), counts::toString);
    counts
        .forEach((order, count) -> assertEquals(1.0 / orders, count / (double) RUNS, 0.15 / orders, counts::toString));
  }

  private static Map<String, Integer> orders(Strategy strategy, List<List<Step>> programs,
      java.util.function.UnaryOperator<String> seen) {
    Map<String, Integer> counts = new TreeMap<>();
    for (long seed = 0; seed < RUNS; seed++) {
      counts.merge(seen.apply(Threads.run(strategy, seed, programs)), 1, Integer::sum);
    }
    return counts;
  }

  @Test
  void surwMakesEveryOrderOfTwoTasksEquallyLikely() {
    List<List<Step>> programs = List.of(Threads.writes(2, SHARED), Threads.writes(4, SHARED));
    assertUniform(15, orders(new Surw(null, new long[]{2, 4}, 1), programs, order -> order));
    assertTrue(orders(new RandomWalk(), programs, order -> order).getOrDefault("001111", 0) > RUNS / 15 * 2);
  }

  /** What is interesting comes after different amounts of what is not. */
  @Test
  void surwMakesEveryOrderOfInterestingOperationsEquallyLikely() {
    List<Step> aside = List.of(new Step(Operations.of(Operations.VOLATILE_WRITE, "aside"), new Object()));
    List<Step> sixAside = aside;
    for (int i = 0; i < 5; i++) {
      sixAside = then(sixAside, aside);
    }
    List<List<Step>> programs = List.of(then(sixAside, Threads.writes(2, SHARED)),
        then(Threads.writes(2, SHARED), aside));
    int group = Operations.group(Operations.of(Operations.VOLATILE_WRITE, "field"));
    // Of task 0 the last two are interesting, of task 1 the first two.
    assertUniform(6, orders(new Surw(group, new long[]{2, 2}, 1), programs, order -> {
      StringBuilder interesting = new StringBuilder();
      int[] performed = new int[2];
      for (char task : order.toCharArray()) {
        int before = performed[task - '0']++;
        if (task == '0' ? before >= 6 : before < 2) {
          interesting.append(task);
        }
      }
      return interesting.toString();
    }));
  }

  @Test
  void surwFavoursTheNewerWhereToldTo() {
    List<List<Step>> programs = List.of(List.of(), Threads.writes(1, SHARED), Threads.writes(1, SHARED));
    assertEquals(2 / 3.0,
        frequency(new Surw(null, new long[]{0, 1, 1}, 2), programs, order -> order.startsWith("2")), 0.02);
  }

  // Delay bounding and starvation ------------------------------------------------------------------------------------

  @Test
  void withoutDelaysThereIsOneSchedule() {
    List<List<Step>> programs = List.of(alone(3), alone(3), alone(3));
    // It begins with the task after the one that has run so far, which is number 0.
    assertEquals(Map.of("111222000", RUNS), orders(new DelayBounding(0, 9), programs, order -> order));
    Map<String, Integer> delayed = orders(new DelayBounding(1, 9), programs, order -> order);
    assertTrue(delayed.size() > 3 && delayed.keySet().stream().allMatch(order -> switches(order) <= 4),
        delayed::toString);
  }

  private static int switches(String order) {
    int switches = 0;
    for (int i = 1; i < order.length(); i++) {
      switches += order.charAt(i) == order.charAt(i - 1) ? 0 : 1;
    }
    return switches;
  }

  /** In how many runs a task is passed over sixty times in a row. */
  private static double starved(Strategy strategy) {
    List<List<Step>> programs = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      programs.add(alone(400));
    }
    int runs = 300;
    int starved = 0;
    for (long seed = 0; seed < runs; seed++) {
      String turns = Threads.run(strategy, seed, programs).substring(0, 1000).replaceAll("(.)\\1+", "$1");
      boolean any = false;
      for (int task = 0; task < programs.size(); task++) {
        any |= turns.matches(".*[^" + task + "]{60}.*");
      }
      starved += any ? 1 : 0;
    }
    return starved / (double) runs;
  }

  @Test
  void tasksOfLowPriorityStarveInTheWindows() {
    double windows = starved(new StarvationWindows(2000, 0.3, 0.5));
    double none = starved(new StarvationWindows(2000, 0, 0.5));
    assertTrue(windows > 0.1 && none < 0.02, () -> windows + " and " + none);
  }
}
