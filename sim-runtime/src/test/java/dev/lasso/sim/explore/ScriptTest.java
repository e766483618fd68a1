package dev.lasso.sim.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.explore.Threads.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {

  private static final List<Step> THREE = Threads.writes(3, new Object());

  private static String order(String script, List<List<Step>> programs) {
    return Threads.run(Strategies.complete(script).members().getFirst().strategy(), 1, programs);
  }

  @ParameterizedTest
  @CsvSource({"script, 111222000", "'script:waits=0.0-0', 000111222", "'script:tasks=1.1-2', 122200011",
    "'script:tasks=1.2-2+2.1-1', 112122000", "script:waits=1.2-0, 111000222", "script:tasks=1.2-1, 111222000",
    "script:suffix=0, 012012012", "script:suffix=3, 111202020", "script:tasks=1.2-9, 111222000",
    "script:tasks=5.1-1, 111222000"})
  void tasksRunUntilTheyEndButWhereItSaysOtherwise(String script, String expected) {
    assertEquals(expected, order(script, List.of(THREE, THREE, THREE)));
  }

  @Test
  void taskThatYieldsGivesWayUnlessItIsToGoOn() {
    List<Step> yields = new ArrayList<>(THREE);
    yields.add(1, new Step(Operations.YIELD, null));
    assertEquals("1000111", order("script", List.of(THREE, yields)));
    assertEquals("1111000", order("script:tasks=1.1-1", List.of(THREE, yields)));
  }

  @Test
  void taskThatLoopsGivesWayWhereItIsAsked() {
    List<Step> loops = new ArrayList<>(THREE);
    loops.add(1, new Step(Operations.LOOP, null));
    assertEquals("1111000", order("script", List.of(THREE, loops)));
    assertEquals("1000111", order("script:looks=1.1", List.of(THREE, loops)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pos:suffix=1000", "pct:k=30,suffix=1000", "surw:on=all,counts=20.20.20,suffix=1000",
    "delay:k=30,suffix=1000", "starvation:k=30,suffix=1000", "random-distance", "random-walk", "random-walk:suffix=30",
    "script:tasks=0.2-1+1.1-0"})
  void scriptOfARunMakesTheSameRun(String text) {
    List<Step> yields = Threads.writes(20, new Object());
    yields.add(5, new Step(Operations.YIELD, null));
    yields.add(15, new Step(Operations.YIELD, null));
    List<Step> loops = Threads.writes(20, new Object());
    loops.add(7, new Step(Operations.LOOP, null));
    List<List<Step>> programs = List.of(yields, loops, Threads.writes(20, new Object()));
    FairSuffix strategy = Strategies.complete(text).members().getFirst().strategy();
    Set<String> scripts = new HashSet<>();
    for (long seed = 0; seed < 100; seed++) {
      ScriptRecorder recorder = new ScriptRecorder(strategy);
      String order = Threads.run(recorder.strategy(), seed, programs);
      assertEquals(Threads.run(strategy, seed, programs), order);
      Script script = recorder.script(-1);
      assertEquals(order, order(script.text(), programs), script::text);
      assertEquals(script.text(), Script.parse(script.text()).text());
      scripts.add(script.text());
    }
    assertTrue(scripts.size() > 10 || text.startsWith("script"), scripts::toString);
  }

  /** What one task has done before is the same whatever others do, so that a deviation may be taken away alone. */
  @Test
  void deviationKeepsItsPlaceWhenAnotherIsTakenAway() {
    List<List<Step>> programs = List.of(THREE, THREE, THREE);
    assertEquals("122011200", order("script:tasks=1.1-2+2.2-0+0.1-1", programs));
    assertEquals("111220002", order("script:tasks=2.2-0+0.1-1", programs));
    assertEquals("122000112", order("script:tasks=1.1-2+2.2-0", programs));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tasks=", "tasks=1", "tasks=1.2", "tasks=1.0-2", "tasks=1.2-3+", "tasks=+1.2-3",
    "tasks=1.2-3+1.2-4", "tasks=1.2.3-4", "tasks=1.2-x", "tasks=-1.2-3", "waits=1.2", "waits=1.2.0-3",
    "waits=1.2.9999-3", "times=1.2-3", "times=0", "looks=1.0", "waiters=1.0-1", "tasks=999999.1-1",
    "tasks=1.99999999999-1", "tasks=99999999999999999999.1-1"})
  void badListIsRefusedInOneLine(String list) {
    String message = String.valueOf(assertThrows(IllegalArgumentException.class,
        () -> Strategies.check("script:" + list)).getMessage());
    assertTrue(message.startsWith("parameter " + list.substring(0, list.indexOf('=')) + " of strategy script takes T.")
        && message.lines().count() == 1 && message.endsWith("not " + list.substring(list.indexOf('=') + 1)), message);
  }

  @Test
  void longListIsShownShortened() {
    String message = String.valueOf(assertThrows(IllegalArgumentException.class,
        () -> Strategies.check("script:tasks=" + "1.1-1+".repeat(1_000))).getMessage());
    assertTrue(message.length() < 300, message);
  }

  @Test
  void anotherStrategyIsNoScript() {
    assertTrue(String.valueOf(assertThrows(IllegalArgumentException.class,
        () -> Script.parse("random-walk")).getMessage()).contains("random-walk is no script"));
  }
}
