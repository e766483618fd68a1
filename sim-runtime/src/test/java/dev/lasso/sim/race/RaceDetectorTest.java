package dev.lasso.sim.race;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.race.NaiveOrder.Event;
import dev.lasso.sim.race.NaiveOrder.Kind;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RaceDetectorTest {

  private static final int TASKS = 4;
  private static final int OBJECTS = 3;
  private static final int RUNS = 3_000;
  private static final int LENGTH = 60;

  private final Object[] objects = {new Object(), new Object(), new Object()};
  private final Object[] owners = {new Object(), new int[20], new Object()};
  private final int[] holders = {-1, -1, -1};

  @Test
  void findsTheFirstRaceOnEachVariableAndNoOther() {
    int racing = 0;
    int free = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      Random random = new Random(seed);
      NaiveOrder order = new NaiveOrder();
      RaceDetector detector = new RaceDetector();
      int length = 4 + random.nextInt(LENGTH);
      int started = 1;
      for (int i = 0; i < length; i++) {
        Event event = draw(random, started);
        started += event.kind() == Kind.START ? 1 : 0;
        order.add(event);
        tell(detector, event, i);
      }
      Map<Integer, Integer> expected = order.firstRaces();
      assertEquals(expected, firstRaces(detector), "seed " + seed);
      for (Race race : detector.races()) {
        assertTrue(order.isRace((int) race.first().step(), (int) race.second().step()), "seed " + seed + ": " + race);
      }
      racing += expected.isEmpty() ? 0 : 1;
      free += expected.isEmpty() ? 1 : 0;
      java.util.Arrays.fill(holders, -1);
    }
    assertTrue(racing > RUNS / 10 && free > RUNS / 10, racing + " with races, " + free + " without");
  }

  private Event draw(Random random, int started) {
    int task = random.nextInt(started);
    int object = random.nextInt(OBJECTS);
    switch (random.nextInt(5)) {
      case 0 -> {
        if (started < TASKS) {
          return new Event(task, Kind.START, started);
        }
      }
      case 1 -> {
        if (holders[object] < 0) {
          holders[object] = task;
          return new Event(task, Kind.ACQUIRE, object);
        }
        int holder = holders[object];
        holders[object] = -1;
        return new Event(holder, Kind.RELEASE, object);
      }
      case 2 -> {
        return new Event(task, random.nextBoolean() ? Kind.VOLATILE_READ : Kind.VOLATILE_WRITE, object);
      }
      default -> {
      }
    }
    return new Event(task, random.nextInt(3) == 0 ? Kind.WRITE : Kind.READ, object);
  }

  private void tell(RaceDetector detector, Event event, int step) {
    int task = event.task();
    String field = "C.v" + event.of();
    switch (event.kind()) {
      case START -> detector.starts(task, event.of(), false);
      case ACQUIRE -> detector.acquires(task, objects[event.of()]);
      case RELEASE -> detector.releases(task, objects[event.of()]);
      case VOLATILE_READ -> detector.reads(task, objects[0], field);
      case VOLATILE_WRITE -> detector.writes(task, objects[0], field);
      case READ, WRITE -> access(detector, task, step, event.of(), event.kind() == Kind.WRITE);
    }
  }

  /** A field, an element, and a static field. */
  private void access(RaceDetector detector, int task, int step, int variable, boolean writes) {
    String place = "place" + step;
    switch (variable) {
      case 0 -> detector.field(task, step, owners[0], "C.v0", place, writes);
      case 1 -> detector.element(task, step, owners[1], 17, place, writes);
      default -> detector.field(task, step, null, "C.v2", place, writes);
    }
  }

  private static Map<Integer, Integer> firstRaces(RaceDetector detector) {
    List<String> names = List.of("C.v0", "int[17]", "C.v2");
    Map<Integer, Integer> first = new TreeMap<>();
    for (Race race : detector.races()) {
      first.putIfAbsent(names.indexOf(race.variable()), (int) race.second().step());
    }
    return first;
  }

  @Test
  void fenceOrdersAllThatIsPastBeforeAllThatIsToCome() {
    RaceDetector detector = new RaceDetector();
    detector.starts(-1, 0, false);
    detector.starts(0, 1, false);
    detector.field(0, 1, owners[0], "C.v", "writer", true);
    detector.fence();
    detector.field(1, 2, owners[0], "C.v", "reader", false);
    assertEquals(List.of(), detector.races());
    detector.field(0, 3, owners[0], "C.v", "writer", true);
    assertEquals(1, detector.races().size());
  }

  @Test
  void unknownVolatileFieldOrdersAsAnyOfItsObject() {
    RaceDetector detector = new RaceDetector();
    detector.starts(-1, 0, false);
    detector.starts(0, 1, false);
    detector.field(0, 1, owners[0], "C.v", "writer", true);
    detector.writes(0, objects[0], null);
    detector.reads(1, objects[0], "C.flag");
    detector.field(1, 2, owners[0], "C.v", "writer too", true);
    detector.writes(1, objects[0], "C.flag");
    detector.reads(0, objects[0], null);
    detector.field(0, 3, owners[0], "C.v", "reader", false);
    assertEquals(List.of(), detector.races());
  }

  @Test
  void objectsKeepTheirShadowsWhenACollectionMovesThem() {
    Object[] many = new Object[5_000];
    RaceDetector detector = new RaceDetector();
    detector.starts(-1, 0, false);
    detector.starts(0, 1, false);
    for (int i = 0; i < many.length; i++) {
      many[i] = new Object();
      detector.field(0, i, many[i], "C.v" + i, "writer" + i, true);
    }
    System.gc();
    for (int i = 0; i < many.length; i++) {
      detector.field(1, i, many[i], "C.v" + i, "reader", false);
    }
    assertEquals(many.length, detector.races().size());
  }

  @Test
  void clocksThatJoinEachOtherStaySmall() {
    RaceDetector detector = new RaceDetector();
    for (int task = 0; task < 6; task++) {
      detector.starts(task - 1, task, false);
    }
    for (int i = 0; i < 10_000; i++) {
      detector.acquires(i % 6, objects[i % 2]);
      detector.releases(i % 6, objects[i % 2]);
    }
    assertEquals(List.of(), detector.races());
  }
}
