package dev.lasso.workloads.exhaustive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.Exhaustion;
import dev.lasso.sim.Exhaustion.Claim;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A search with reduction sees all that one without it sees, in fewer schedules. */
final class ExhaustiveTest {

  private static final long MOST = 60_000;

  /** What came of a search, and all the ways in which runs ended. */
  private record Result(Exhaustion exhaustion, Set<String> endings) {}

  private static Result search(List<String> program, String strategy) {
    Set<String> endings = new TreeSet<>();
    long[] runs = new long[1];
    RunSpec spec = RunSpec.of(new RunSpec.Program.OfMain(DrawnProgram.class.getName(), "main",
        System.getProperty("java.class.path"), program)).withStrategy(strategy);
    Exhaustion exhaustion = Simulation.get().exhaust(spec, () -> runs[0] < MOST, outcome -> {
      runs[0]++;
      endings.add(outcome.verdict() + " " + outcome.summary());
      return true;
    });
    return new Result(exhaustion, endings);
  }

  @ParameterizedTest
  @CsvSource({"rw, 2, 3, 40", "rwig, 3, 2, 25", "(rw, 2, 3, 30", "(WNnr, 2, 3, 30", "(WNn, 3, 1, 20",
    "[ri, 2, 2, 20", "[Csi, 2, 1, 20", "qQr, 2, 2, 20", "kxw, 2, 2, 20", "upr, 2, 2, 20", "(WIr, 2, 2, 20",
    "jrw, 3, 2, 20", "dyw, 2, 2, 10"})
  void seesTheSameWithReduction(String from, int threads, int length, int programs) {
    Random random = new Random(from.hashCode() * 31L + threads);
    long judged = 0;
    long plain = 0;
    long reduced = 0;
    for (int i = 0; i < programs; i++) {
      List<String> program = DrawnProgram.draw(random, threads, length, from);
      Result all = search(program, "exhaustive:reduction=none");
      if (all.exhaustion.claim() != Claim.BUDGET_SPENT) {
        Result few = search(program, "exhaustive");
        assertEquals(all.endings, few.endings, () -> "of " + program + ", " + all.exhaustion + ", " + few.exhaustion);
        assertEquals(all.exhaustion.claim(), few.exhaustion.claim(), () -> program + ": " + few.exhaustion);
        assertTrue(few.exhaustion.schedules() <= all.exhaustion.schedules(), program::toString);
        judged++;
        plain += all.exhaustion.schedules();
        reduced += few.exhaustion.schedules();
      }
    }
    System.err.println(from + " " + judged + "/" + programs + " " + plain + " -> " + reduced);
    assertTrue(judged > programs / 2, () -> "most programs are too large to judge");
  }
}
