package dev.lasso.workloads.races;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.DataRace;
import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.RunSpec.Points;
import dev.lasso.sim.RunSpec.Program.OfMain;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Workload;
import dev.lasso.sim.Workloads;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RacesTest {

  private static final int SCHEDULES = 200;

  private final Simulation simulation = Simulation.get();

  @BeforeEach
  void look() {
    simulation.lookForRaces(true);
  }

  @AfterEach
  void lookNoLonger() {
    simulation.lookForRaces(false);
  }

  private static RunSpec spec(Class<?> type, String method) {
    String classPath = System.getProperty("java.class.path", "");
    return RunSpec.of(new OfMain(type.getName(), method, classPath, List.of())).withPoints(Points.FIELDS);
  }

  private Outcome searched(RunSpec spec, int schedules) {
    return simulation.explore(spec, 1, schedules, outcome -> outcome.races().isEmpty());
  }

  private static Stream<String> methods(Class<?> type) {
    return Stream.of(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()) && method.getParameterCount() == 0)
        .map(Method::getName).sorted();
  }

  static Stream<String> racy() {
    return methods(RacyPrograms.class);
  }

  static Stream<String> ordered() {
    return methods(OrderedPrograms.class);
  }

  @ParameterizedTest
  @MethodSource("racy")
  void missingEdgeIsFound(String program) {
    Outcome outcome = searched(spec(RacyPrograms.class, program), SCHEDULES);
    assertFalse(outcome.races().isEmpty());
    for (DataRace race : outcome.races()) {
      assertTrue(race.first().task() != race.second().task(), race::text);
      assertTrue(race.first().writes() || race.second().writes(), race::text);
      assertTrue(race.first().step() <= race.second().step(), race::text);
    }
  }

  @ParameterizedTest
  @MethodSource("ordered")
  void edgeIsSeen(String program) {
    Outcome outcome = searched(spec(OrderedPrograms.class, program), SCHEDULES);
    assertEquals("", text(outcome));
    assertEquals("LIVE", outcome.verdict().name(), outcome::summary);
  }

  private static String text(Outcome outcome) {
    return String.join("\n", outcome.races().stream().map(DataRace::text).toList());
  }

  @ParameterizedTest
  @CsvSource({"unsynchronizedCounter,RacyPrograms.hits", "staticField,RacyPrograms.total", "arrayElement,int[3]",
    "twoLocks,RacyPrograms.hits", "flagThatIsNotVolatile,RacyPrograms.ready",
    "doubleCheckedLocking,RacyPrograms.instance", "readWithoutJoin,RacyPrograms.hits"})
  void raceHasBothStacksInWhateverRunShowsIt(String program, String variable) {
    RunSpec spec = spec(RacyPrograms.class, program);
    Outcome found = searched(spec, SCHEDULES);
    Outcome again = simulation.run(spec.withSeed(1).withStrategy(found.strategy()));
    List<DataRace> races = again.races().isEmpty() ? found.races() : again.races();
    DataRace race = races.getFirst();
    assertTrue(race.variable().endsWith(variable), race::text);
    for (DataRace.Access access : List.of(race.first(), race.second())) {
      assertTrue(access.frames().getFirst().contains("RacyPrograms."), race::text);
      assertTrue(access.frames().getFirst().matches(".*:\\d+"), race::text);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unsynchronizedCounter", "doubleCheckedLocking", "tasksOfAPool", "readWithoutJoin"})
  void runIsTheSameWithAndWithoutALook(String program) {
    for (Points points : List.of(Points.FIELDS, Points.SYNC)) {
      for (long seed = 1; seed <= 20; seed++) {
        RunSpec spec = simulation.resolve(spec(RacyPrograms.class, program).withPoints(points).withSeed(seed));
        simulation.lookForRaces(true);
        Outcome with = simulation.run(spec);
        Outcome bulk = simulation.explore(spec, seed, seed, outcome -> true);
        simulation.lookForRaces(false);
        Outcome without = simulation.run(spec);
        assertEquals(without.traceHash(), with.traceHash());
        assertEquals(without.steps(), bulk.steps());
        assertEquals(List.of(), without.races());
        assertEquals(bulk.races().stream().map(DataRace::variable).toList(),
            with.races().stream().map(DataRace::variable).toList(), "seed " + seed);
      }
    }
  }

  @Test
  void framesGoDownToWhereTheThreadBegan() {
    Outcome outcome = simulation.run(spec(RacyPrograms.class, "unsynchronizedCounter").withSeed(1));
    DataRace race = outcome.races().getFirst();
    assertEquals(outcome.races(), simulation.run(spec(RacyPrograms.class, "unsynchronizedCounter")).races());
    assertTrue(race.text().startsWith("data race on dev.lasso.workloads.races.RacyPrograms.hits\n  #"), race::text);
    assertEquals(List.of("first", "second"),
        Stream.of(race.first().thread(), race.second().thread()).sorted().toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab-ba-monitors-fixed", "correct-locked-counter", "lost-wakeup-fixed",
    "lazy-singleton-fixed"})
  void correctWorkloadsHaveNone(String name) {
    Workloads workloads = Workloads.of(RacesTest.class.getClassLoader());
    Workload workload = workloads.named(name);
    Outcome outcome = searched(RunSpec.of(workloads.program(workload.name())).withPoints(Points.FIELDS), SCHEDULES);
    assertEquals("", text(outcome));
  }
}
