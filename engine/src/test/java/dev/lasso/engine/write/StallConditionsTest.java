package dev.lasso.engine.write;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lasso.engine.log.InfoLog;
import dev.lasso.engine.log.LogLevel;
import dev.lasso.engine.log.MicrosClock;
import dev.lasso.engine.options.StallLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StallConditionsTest {
  private static final StallLimits FOUNDING = new StallLimits(4, 1, 16, 17, 1000, 4000, 2_097_152, false);

  @TempDir private Path directory;

  @Test
  void tooManyImmutableMemtablesStop() {
    String text = "we have 4 immutable memtables (waiting for flush), max_write_buffer_number is set to 4";
    assertEquals(new StallDecision.Stop("Stopping writes because " + text), decide(4, 17, 9000));
  }

  @Test
  void levelZeroAtTheStopTriggerStops() {
    assertEquals(new StallDecision.Stop("Stopping writes because we have 17 level-0 files"), decide(3, 17, 9000));
  }

  @Test
  void debtAtTheHardLimitStops() {
    assertEquals(new StallDecision.Stop("Stopping writes because of estimated pending compaction bytes 4000"),
        decide(3, 16, 4000));
  }

  @Test
  void oneMemtableBeforeTheLimitDelays() {
    String text = "we have 3 immutable memtables (waiting for flush), max_write_buffer_number is set to 4";
    assertEquals(new StallDecision.Delay("Stalling writes because " + text), decide(3, 16, 3999));
  }

  @Test
  void oneMemtableBeforeALimitOfThreeDoesNotDelay() {
    StallLimits few = new StallLimits(3, 4, 20, 24, 0, 0, 2_097_152, false);
    assertEquals(new StallDecision.Released(), StallConditions.decide(few, 2, 0, 0));
  }

  @Test
  void levelZeroAtTheSlowdownTriggerDelays() {
    assertEquals(new StallDecision.Delay("Stalling writes because we have 16 level-0 files"), decide(2, 16, 3999));
  }

  @Test
  void debtAtTheSoftLimitDelays() {
    assertEquals(new StallDecision.Delay("Stalling writes because of estimated pending compaction bytes 1000"),
        decide(2, 15, 1000));
  }

  @Test
  void aFewLevelZeroFilesPress() {
    assertEquals(new StallDecision.Pressure("Increasing compaction threads because we have 2 level-0 files "),
        decide(2, 2, 999));
  }

  @Test
  void aQuarterOfTheSoftLimitPresses() {
    assertEquals(
        new StallDecision.Pressure("Increasing compaction threads because of estimated pending compaction bytes 250"),
        decide(2, 1, 250));
  }

  @Test
  void otherwiseWritesAreReleased() {
    assertEquals(new StallDecision.Released(), decide(2, 1, 249));
  }

  @Test
  void debtNeverMattersWithoutLimits() {
    StallLimits unlimited = new StallLimits(4, 1, 16, 17, 0, 0, 2_097_152, false);
    assertEquals(new StallDecision.Released(), StallConditions.decide(unlimited, 0, 1, Long.MAX_VALUE));
  }

  @Test
  void theFoundingRatesComeFromDebtThatDoesNotShrink() throws IOException {
    assertEquals(
        List.of("[default] Increasing compaction threads because we have 15 level-0 files ",
            "[default] Stalling writes because we have 16 level-0 files rate 2097152",
            "[default] Stalling writes because we have 16 level-0 files rate 1747626",
            "[default] Stalling writes because we have 16 level-0 files rate 1456355",
            "[default] Stalling writes because we have 16 level-0 files rate 1213629",
            "[default] Stopping writes because we have 17 level-0 files"),
        lines(FOUNDING, new int[]{15, 16, 16, 16, 16, 17}, new long[]{100, 101, 101, 101, 102, 103}));
  }

  @Test
  void shrinkingDebtRaisesTheRateUpToTheUsers() throws IOException {
    assertEquals(
        List.of("[default] Stalling writes because we have 16 level-0 files rate 2097152",
            "[default] Stalling writes because we have 16 level-0 files rate 1747626",
            "[default] Stalling writes because we have 16 level-0 files rate 2097151",
            "[default] Stalling writes because we have 16 level-0 files rate 2097152"),
        lines(FOUNDING, new int[]{16, 16, 16, 16}, new long[]{100, 100, 99, 98}));
  }

  @Test
  void aDelayAfterAReleaseGoesOnAtTheLastRate() throws IOException {
    assertEquals(
        List.of("[default] Stalling writes because we have 16 level-0 files rate 2097152",
            "[default] Stalling writes because we have 16 level-0 files rate 1747626",
            "[default] Stalling writes because we have 16 level-0 files rate 1747626"),
        lines(FOUNDING, new int[]{16, 16, 0, 16}, new long[]{100, 100, 0, 100}));
  }

  @Test
  void withoutAutomaticCompactionsTheUsersRateHolds() throws IOException {
    StallLimits manual = new StallLimits(4, 1, 16, 17, 1000, 4000, 2_097_152, true);
    assertEquals(
        List.of("[default] Stalling writes because we have 16 level-0 files rate 2097152",
            "[default] Stalling writes because we have 16 level-0 files rate 2097152"),
        lines(manual, new int[]{16, 16}, new long[]{100, 100}));
  }

  private static StallDecision decide(int immutable, int level0, long debt) {
    return StallConditions.decide(FOUNDING, immutable, level0, debt);
  }

  private List<String> lines(StallLimits limits, int[] level0, long[] debt) throws IOException {
    List<String> lines = new ArrayList<>();
    try (InfoLog log = new InfoLog(directory, LogLevel.WARN, new MicrosClock(), (l, m, text) -> lines.add(text))) {
      StallConditions conditions = new StallConditions("default", limits,
          new WriteController(limits.delayedWriteRate()), log);
      for (int i = 0; i < level0.length; i++) {
        conditions.recalculate(0, level0[i], debt[i]);
      }
    }
    return lines;
  }
}
