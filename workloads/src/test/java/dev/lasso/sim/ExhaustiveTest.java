package dev.lasso.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.Exhaustion.Claim;
import dev.lasso.sim.explore.StepWatch;
import dev.lasso.workloads.exhaustive.DeafWatch;
import dev.lasso.workloads.exhaustive.DeafWatch.Deafness;
import dev.lasso.workloads.exhaustive.DrawnProgram;
import dev.lasso.workloads.exhaustive.TwoParties;
import dev.lasso.workloads.live.DrawingWorkload;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exhaustive search, judged by plain enumeration of all orders and by what is known in closed form. */
final class ExhaustiveTest {

  /** Programs with more orders than this are too large to be judged. */
  private static final long MOST = 3_000;

  private static final Workloads WORKLOADS = Workloads.of(ExhaustiveTest.class.getClassLoader());

  /** What came of a search, and all the ways in which runs ended. */
  private record Result(Exhaustion exhaustion, Set<String> endings) {}

  private static Result search(RunSpec spec, UnaryOperator<StepWatch> between) {
    Set<String> endings = new TreeSet<>();
    long[] runs = new long[1];
    Exhaustion exhaustion = Simulation.get().exhaust(spec, () -> runs[0] < MOST, outcome -> {
      runs[0]++;
      endings.add(outcome.verdict() + " " + outcome.summary());
      return true;
    }, between);
    return new Result(exhaustion, endings);
  }

  private static Result search(List<String> program, String strategy) {
    return search(drawn(program, strategy), watch -> watch);
  }

  private static RunSpec drawn(List<String> program, String strategy) {
    return main(DrawnProgram.class, program, strategy);
  }

  private static RunSpec main(Class<?> type, List<String> arguments, String strategy) {
    return RunSpec.of(new RunSpec.Program.OfMain(type.getName(), "main", System.getProperty("java.class.path"),
        arguments)).withStrategy(strategy);
  }

  private static RunSpec workload(String name, String strategy) {
    return RunSpec.of(WORKLOADS.program(name)).withStrategy(strategy);
  }

  @Test
  void aWorkloadThatDrawsFromAStreamIsTruncated() {
    RunSpec spec = RunSpec.of(new RunSpec.Program.OfWorkload(DrawingWorkload.class.getName(), "drawing"))
        .withStrategy("exhaustive");
    Exhaustion exhaustion = Simulation.get().exhaust(spec, () -> false, outcome -> true);
    assertEquals(Claim.TRUNCATED, exhaustion.claim());
    assertTrue(exhaustion.reason().contains("draws from the stream \"lot\""), exhaustion::reason);
  }

  // Against plain enumeration ----------------------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({"rw, 2, 3, 20", "rwig, 3, 1, 20", "i(r, 2, 2, 20", "i(, 3, 1, 20", "(WNnr, 2, 2, 30", "(WNn, 3, 1, 20",
    "[ri, 2, 2, 15", "[Cs, 2, 1, 20", "[Csi, 2, 2, 20", "qQr, 2, 2, 15", "kxw, 2, 2, 15", "vxi, 2, 2, 20",
    "upr, 2, 3, 20",
    "(WIr, 2, 2, 20", "jrw, 2, 2, 10", "dyw, 2, 2, 10", "frw, 3, 1, 15", "erw, 3, 1, 15", "abr, 2, 2, 20",
    "a(, 3, 1, 15"})
  void seesTheSameWithReduction(String from, int threads, int length, int programs) {
    judge(from, threads, length, programs, new Random(from.hashCode() * 31L + threads));
  }

  @Tag("soak")
  @ParameterizedTest
  @CsvSource({"rwig, 2, 4", "rwi(, 3, 1", "i(((r, 2, 4", "(WNnrw, 2, 4", "(WNni, 3, 1", "[(ri, 2, 3", "[(Csi, 2, 3",
    "qQr[, 2, 3", "kxwi, 2, 3", "vxwi, 2, 3", "upri, 2, 4", "(WIrp, 2, 3", "jrw(, 2, 3", "dyw(, 2, 4", "frw(, 3, 1",
    "erwi, 3, 1", "abrw, 2, 3", "ab[, 3, 1",
    "rwi([qkupjdyI, 2, 3"})
  void seesTheSameWithReductionInManyPrograms(String from, int threads, int length) {
    judge(from, threads, length, 200, new Random(from.hashCode()));
  }

  private static void judge(String from, int threads, int length, int programs, Random random) {
    long judged = 0;
    long plain = 0;
    long reduced = 0;
    for (int i = 0; i < programs; i++) {
      List<String> program = DrawnProgram.draw(random, threads, length, from);
      Result all = search(program, "exhaustive:reduction=none");
      if (all.exhaustion.claim() != Claim.BUDGET_SPENT) {
        Result few = search(program, "exhaustive");
        assertEquals(all.endings, few.endings, () -> "of " + program);
        assertEquals(all.exhaustion.claim(), few.exhaustion.claim(), () -> program + ": " + few.exhaustion.text());
        judged++;
        plain += all.exhaustion.schedules();
        reduced += few.exhaustion.schedules();
      }
    }
    assertTrue(judged * 4 > programs, "most programs are too large to be judged: only " + judged + " are not");
    assertTrue(reduced < plain, reduced + " schedules instead of " + plain);
  }

  @ParameterizedTest
  @CsvSource({"w0 w0 x1, i1 w0 i1", "x1, i1 w0", "i0 v1, w1 i0", "v1, w1 i0"})
  void seesWhatComesBetweenTheBeginningOfAnUpdateAndItsEnd(String one, String other) {
    List<String> program = List.of(one, other);
    assertEquals(search(program, "exhaustive:reduction=none").endings, search(program, "exhaustive").endings);
  }

  @ParameterizedTest
  @EnumSource(Deafness.class)
  void missesEndingsWhereItIsNotToldOfSteps(Deafness deafness) {
    List<String> program = deafness.program();
    Result all = search(program, "exhaustive:reduction=none");
    assertEquals(all.endings, search(program, "exhaustive").endings);
    Result deaf = search(drawn(program, "exhaustive"), watch -> new DeafWatch(watch, deafness));
    assertTrue(deaf.endings.size() < all.endings.size(), () -> deaf.endings + " are all of " + all.endings);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8})
  void seesWhatSoManyPreemptionsShow(int bound) {
    List<String> program = List.of("r0 r0 r0", "w0 w0");
    Result bounded = search(program, "exhaustive:preemptions=" + bound);
    Result all = search(program, "exhaustive");
    assertEquals(Claim.EXHAUSTED, bounded.exhaustion.claim());
    assertTrue(all.endings.containsAll(bounded.endings));
    assertEquals(bound == 8, all.endings.equals(bounded.endings));
  }

  // In closed form ---------------------------------------------------------------------------------------------------

  @Test
  void independentThreadsTakeOneSchedule() {
    assertEquals(1, search(List.of("w0 r0 w0", "i0 i0 g0", "w1 (1 )1"), "exhaustive").exhaustion.schedules());
    assertEquals(1, search(List.of("[0 ]0 [0 ]0", "[1 ]1", "q0 Q0"), "exhaustive").exhaustion.schedules());
    assertEquals(1, search(List.of("r0 r0", "r0 r1", "g0 r0"), "exhaustive").exhaustion.schedules());
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "3, 6", "4, 24", "5, 120"})
  void writersOfOneFieldTakeAllTheirOrders(int writers, long factorial) {
    assertEquals(factorial, orders("i0", writers));
    assertEquals(factorial, orders("(0 )0", writers));
  }

  private static long orders(String operation, int threads) {
    Exhaustion exhaustion = search(java.util.Collections.nCopies(threads, operation), "exhaustive").exhaustion;
    assertEquals(Claim.EXHAUSTED, exhaustion.claim());
    return exhaustion.schedules() - exhaustion.redundant();
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 4", "3, 8", "4, 16"})
  void readersAreEachBeforeOrAfterTheWriter(int readers, long subsets) {
    List<String> program = Stream.concat(Stream.of("w0"), Stream.generate(() -> "r0").limit(readers)).toList();
    assertEquals(subsets, search(program, "exhaustive").exhaustion.schedules());
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 2", "1, 1, 6", "2, 1, 10", "2, 2, 20", "3, 4, 126"})
  void withoutReductionAllInterleavingsAreMade(int ofMain, int ofOther, long binomial) {
    List<String> times = List.of(Integer.toString(ofMain), Integer.toString(ofOther));
    Result plain = search(main(TwoParties.class, times, "exhaustive:reduction=none"), watch -> watch);
    assertEquals(binomial, plain.exhaustion.schedules());
    assertEquals(1, search(main(TwoParties.class, times, "exhaustive"), watch -> watch).exhaustion.schedules());
  }

  // What it claims ---------------------------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(strings = {"ab-ba-monitors", "ab-ba-locks", "lost-wakeup", "stopped-worker", "latch-twice",
    "semaphore-leak", "check-then-act", "racy-volatile", "reorder", "two-stage"})
  void aBugIsFoundAndReplaysAndItsTwinIsExhausted(String bug) {
    RunSpec spec = workload(bug, "exhaustive").withParameters(
        bug.equals("reorder") || bug.equals("two-stage") ? java.util.Map.of("writers", "2") : java.util.Map.of());
    Exhaustion found = Simulation.get().exhaust(spec, () -> true, outcome -> !outcome.verdict().isViolation());
    assertEquals(Claim.STOPPED, found.claim());
    Outcome violation = found.last();
    Outcome again = Simulation.get()
        .run(spec.withPoints(RunSpec.Points.SYNC).withStrategy(violation.strategy()));
    assertEquals(violation.verdict(), again.verdict());
    assertEquals(violation.traceHashText(), again.traceHashText());
    Exhaustion twin = search(workload(bug + "-fixed", "exhaustive").withParameters(spec.parameters()),
        watch -> watch).exhaustion;
    assertEquals(Claim.EXHAUSTED, twin.claim(), twin::text);
  }

  @Test
  void aBoundIsPartOfTheClaim() {
    Result none = search(workload("ab-ba-monitors", "exhaustive:preemptions=0"), watch -> watch);
    assertTrue(none.exhaustion.text().startsWith("exhausted with at most 0 preemptions after "));
    assertEquals(Set.of("LIVE all that was owed was done"), none.endings);
    assertTrue(search(workload("ab-ba-monitors", "exhaustive:preemptions=1"), watch -> watch).endings.toString()
        .contains("STUCK"));
  }

  @Test
  void itDoesNotClaimWhatItDidNotTry() {
    Exhaustion spent = Simulation.get().exhaust(workload("two-stage", "exhaustive"), () -> false, outcome -> true);
    assertEquals("budget spent after 1 schedule", spent.text());
  }

  @ParameterizedTest
  @CsvSource({"correct-deadline-loop, reads the clock at dev.lasso.workloads.correct.DeadlineLoop",
    "correct-sleep-order, waits for time at dev.lasso.workloads.correct.SleepOrder",
    "correct-timed-wait, waits for time at dev.lasso.workloads.correct.TimedWait"})
  void aProgramThatKnowsTheTimeIsNotExhausted(String workload, String why) {
    Exhaustion exhaustion = search(workload(workload, "exhaustive:suffix=500"), watch -> watch).exhaustion;
    assertTrue(exhaustion.text().contains(" because the program " + why), exhaustion::text);
  }

  @Test
  void aDaemonMayComeTooLate() {
    Result result = search(List.of("D w0", "w1"), "exhaustive");
    assertEquals(search(List.of("D w0", "w1"), "exhaustive:reduction=none").endings, result.endings);
    assertEquals(2, result.endings.size(), () -> result.endings.toString());
  }

  @Test
  void theSameSearchGoesTheSameWay() {
    List<String> program = Arrays.asList("(0 W0 )0 i0", "(0 N0 )0 i0", "i0");
    Result first = search(program, "exhaustive");
    Result second = search(program, "exhaustive");
    assertEquals(first.endings, second.endings);
    assertEquals(first.exhaustion.text(), second.exhaustion.text());
    assertEquals(first.exhaustion.last().traceHashText(), second.exhaustion.last().traceHashText());
  }
}
