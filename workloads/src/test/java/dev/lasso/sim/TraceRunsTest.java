package dev.lasso.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.explore.Strategies;
import dev.lasso.sim.fault.FaultPlan;
import dev.lasso.sim.trace.TraceEvent;
import dev.lasso.sim.trace.TraceEvent.What;
import dev.lasso.sim.trace.TraceListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that somebody listens to is the same run, and what is told of it is what happened. */
class TraceRunsTest {

  private static final Workloads WORKLOADS = Workloads.of(TraceRunsTest.class.getClassLoader());

  private final Simulation simulation = Simulation.get();

  /** Keeps what it is told. */
  private static final class Kept implements TraceListener {

    private final List<TraceEvent> events = new ArrayList<>();
    private final Map<String, String> fields = new HashMap<>();
    private int ends;

    @Override
    public void begin() {
      events.clear();
      fields.clear();
      ends = 0;
    }

    @Override
    public void event(TraceEvent event) {
      events.add(event);
    }

    @Override
    public void end(Map<String, String> known) {
      fields.putAll(known);
      ends++;
    }

    <T extends What> List<T> of(Class<T> kind) {
      return events.stream().map(TraceEvent::what).filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends What> TraceEvent last(Class<T> kind) {
      return events.stream().filter(event -> kind.isInstance(event.what())).toList().getLast();
    }
  }

  private Outcome listen(RunSpec spec, Kept kept) {
    Outcome outcome = simulation.runUntil(Long.MAX_VALUE, spec, null, kept);
    assertEquals(1, kept.ends);
    return outcome;
  }

  private static RunSpec spec(String workload) {
    return RunSpec.of(WORKLOADS.program(workload));
  }

  // The same run -----------------------------------------------------------------------------------------------------

  static Stream<String> strategies() {
    return Strategies.all().stream().map(Strategies.Entry::name).filter(name -> !Strategies.isSearch(name));
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void runIsTheSameWithAListener(String strategy) {
    for (String workload : List.of("buffer-signal", "buffer-notify", "executor-self-submit", "close-race")) {
      RunSpec template = spec(workload).withStrategy(strategy);
      List<Outcome> searched = new ArrayList<>();
      simulation.explore(template, 1, 4, searched::add);
      for (int seed = 1; seed <= 4; seed++) {
        assertSame(searched.get(seed - 1), listen(template.withSeed(seed), new Kept()), workload + " " + seed);
      }
    }
  }

  @Test
  void longRunIsTheSameWithAListener() {
    for (int seed = 1; seed <= 3; seed++) {
      RunSpec spec = spec("juc-tour").withSeed(seed);
      assertSame(simulation.run(spec), listen(spec, new Kept()), "juc-tour " + seed);
    }
  }

  private static void assertSame(Outcome alone, Outcome heard, String run) {
    assertEquals(alone.traceHashText(), heard.traceHashText(), run);
    assertEquals(alone.steps(), heard.steps(), run);
    assertEquals(alone.switches(), heard.switches(), run);
    assertEquals(alone.virtualNanos(), heard.virtualNanos(), run);
    assertEquals(alone.verdict(), heard.verdict(), run);
    assertEquals(alone.log().size(), heard.log().size(), run);
    for (int i = 0; i < alone.log().size(); i++) {
      assertEquals(alone.log().get(i), heard.log().get(i), run);
    }
  }

  @Test
  void faultsFireTheSameWithAListener() {
    RunSpec faulty = spec("request-gate").withFaults(FaultPlan.of(Map.of("allocation.nth", "9")));
    Kept kept = new Kept();
    assertSame(simulation.run(faulty), listen(faulty, kept), "request-gate");
    assertEquals(new What.Faulted("allocation", 9, "fails", "dev.lasso.workloads.faulty.RequestGate.answer:63", ""),
        kept.of(What.Faulted.class).getFirst());
  }

  @Test
  void searchAfterwardsIsAsItWasBefore() {
    List<Long> before = new ArrayList<>();
    List<Long> after = new ArrayList<>();
    simulation.explore(spec("two-stage"), 1, 20, outcome -> before.add(outcome.traceHash()));
    listen(spec("two-stage").withSeed(3), new Kept());
    simulation.explore(spec("two-stage"), 1, 20, outcome -> after.add(outcome.traceHash()));
    assertEquals(before, after);
  }

  // What is told -----------------------------------------------------------------------------------------------------

  @Test
  void eventsAreInOrderAndEachTaskBeginsAndActsOnlyWhileItRuns() {
    for (String workload : List.of("buffer-signal", "close-race", "juc-tour")) {
      for (int seed = 1; seed <= 10; seed++) {
        Kept kept = new Kept();
        Outcome outcome = listen(spec(workload).withSeed(seed), kept);
        Set<Integer> alive = new HashSet<>();
        TraceEvent before = kept.events.getFirst();
        int running = 0;
        long switches = 1;
        for (TraceEvent event : kept.events) {
          assertTrue(event.step() >= before.step() && event.nanos() >= before.nanos(), event::toString);
          switch (event.what()) {
            case What.Started started -> assertTrue(alive.add(event.task()), started::toString);
            case What.Switched switched -> {
              assertEquals(running, event.task(), event::toString);
              assertTrue(alive.contains(switched.to()), event::toString);
              running = switched.to();
              switches++;
            }
            case What.Woken woken -> assertTrue(woken.by() == TraceEvent.NOBODY || woken.by() == running,
                event::toString);
            case What.Overtaken overtaken -> assertEquals(running, overtaken.by(), event::toString);
            case What.Skipped skipped -> assertTrue(skipped.nanos() > 0);
            default -> assertEquals(running, event.task(), event::toString);
          }
          before = event;
        }
        assertTrue(switches <= outcome.switches(), switches + " of " + outcome.switches());
        assertTrue(before.step() <= outcome.steps());
      }
    }
  }

  private Kept failing(String workload) {
    RunSpec spec = spec(workload);
    long[] seed = {0};
    simulation.explore(spec, 1, 10_000, outcome -> {
      seed[0]++;
      return !outcome.verdict().isViolation();
    });
    Kept kept = new Kept();
    assertTrue(listen(spec.withSeed(seed[0]), kept).verdict().isViolation());
    return kept;
  }

  @Test
  void deadlockOfMonitorsShowsWhoHoldsWhatTheOtherWaitsFor() {
    Kept kept = failing("ab-ba-monitors");
    List<TraceEvent> waits = kept.events.stream()
        .filter(event -> event.what() instanceof What.Blocked wait && wait.on() == TraceEvent.Wait.MONITOR).toList();
    TraceEvent one = waits.get(waits.size() - 2);
    TraceEvent other = waits.getLast();
    assertEquals(other.task(), ((What.Blocked) one.what()).holder());
    assertEquals(one.task(), ((What.Blocked) other.what()).holder());
    assertTrue(one.frame().startsWith("dev.lasso.workloads.bugs.AbBaMonitors.s"), one::frame);
    assertEquals(Set.of("AbBaMonitors.checking", "AbBaMonitors.savings"), new HashSet<>(kept.fields.values()));
  }

  @Test
  void deadlockOfLocksShowsTheSame() {
    Kept kept = failing("ab-ba-locks");
    List<What.Blocked> waits = kept.of(What.Blocked.class).stream().filter(wait -> wait.on() == TraceEvent.Wait.LOCK)
        .toList();
    What.Blocked one = waits.get(waits.size() - 2);
    What.Blocked other = waits.getLast();
    assertEquals(Set.of("ReentrantLock#1", "ReentrantLock#2"), Set.of(one.object(), other.object()));
    assertEquals(Set.of(1, 2), Set.of(one.holder(), other.holder()));
    assertTrue(kept.of(What.Acquired.class).contains(new What.Acquired(one.object())));
  }

  @Test
  void lostNotificationShowsThatNobodyWaited() {
    Kept kept = failing("lost-wakeup");
    What.Notified lost = kept.of(What.Notified.class).getFirst();
    assertEquals(new What.Notified(lost.object(), true, 0), lost);
    assertEquals(lost.object(), ((What.Blocked) kept.events.stream().map(TraceEvent::what)
        .filter(what -> what instanceof What.Blocked wait && wait.on() == TraceEvent.Wait.NOTIFY).findFirst()
        .orElseThrow()).object());
    assertTrue(kept.of(What.Switched.class).stream()
        .anyMatch(way -> way.reason() == TraceEvent.Reason.PREEMPTED && !way.before().isEmpty()));
  }

  @Test
  void signalledWaitersAreCounted() {
    Kept kept = new Kept();
    listen(spec("buffer-signal-fixed"), kept);
    int signals = kept.of(What.Notified.class).stream().mapToInt(What.Notified::woken).sum();
    long waits = kept.of(What.Blocked.class).stream().filter(wait -> wait.on() == TraceEvent.Wait.SIGNAL).count();
    assertTrue(waits > 0 && signals == waits, signals + " signals, " + waits + " waits");
  }

  @Test
  void everyLockThatIsTakenIsLetGo() {
    for (String workload : List.of("ab-ba-locks-fixed", "ab-ba-monitors-fixed", "buffer-signal-fixed")) {
      Kept kept = new Kept();
      listen(spec(workload).withSeed(5), kept);
      assertFalse(kept.of(What.Acquired.class).isEmpty());
      Map<String, Integer> holders = new HashMap<>();
      for (TraceEvent event : kept.events) {
        if (event.what() instanceof What.Acquired taken) {
          assertEquals(null, holders.put(taken.object(), event.task()), event::toString);
        } else if (event.what() instanceof What.Released left) {
          assertEquals(event.task(), holders.remove(left.object()), event::toString);
        }
      }
      assertEquals(Map.of(), holders);
    }
  }

  @Test
  void sleepersAreWokenByTimersWhenTimeHasPassed() {
    Kept kept = new Kept();
    listen(spec("correct-sleep-order"), kept);
    assertTrue(kept.of(What.Woken.class).contains(new What.Woken(TraceEvent.NOBODY, TraceEvent.Cause.TIMER)));
    assertTrue(kept.of(What.Skipped.class).stream().mapToLong(What.Skipped::nanos).sum() > 1_000_000);
    What.Blocked sleep = (What.Blocked) kept.events.stream().map(TraceEvent::what)
        .filter(what -> what instanceof What.Blocked wait && wait.on() == TraceEvent.Wait.TIME).findFirst()
        .orElseThrow();
    assertTrue(sleep.deadline() < TraceEvent.NEVER);
    assertEquals(0, kept.last(What.Ended.class).task());
  }
}
