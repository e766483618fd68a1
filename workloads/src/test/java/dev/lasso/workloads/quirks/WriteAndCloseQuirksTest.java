package dev.lasso.workloads.quirks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.options.Quirk;
import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import dev.lasso.workloads.engine.CloseRace;
import dev.lasso.workloads.engine.Reopen;
import dev.lasso.workloads.engine.WriteStall;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(600)
final class WriteAndCloseQuirksTest {

  private static final long SEEDS = 10;
  private static final long FURTHER_SEEDS = 2000;
  private static final RunSpec CLOSE_RACE = spec(CloseRace.class, "close-race");
  private static final RunSpec WRITE_STALL = spec(WriteStall.class, "write-stall");
  private static final RunSpec REOPEN = spec(Reopen.class, "reopen");

  /** A defect, the first seed to try, and what its dump shows. */
  record Row(Quirk quirk, RunSpec spec, List<String> parts) {
    @Override
    public String toString() {
      return quirk.label();
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        new Row(Quirk.SET_OPTIONS_BEHIND_WRITERS, WRITE_STALL.withSeed(23),
            List.of("WritePath.delayWrite", "WritePath.exclusively", "OptionsChange.run", "total_stopped=1")),
        new Row(Quirk.CHECKPOINT_AWAITS_NO_FLUSH, WRITE_STALL.withSeed(1),
            List.of("ManualFlush.runWithoutStall", "Checkpoint.create", "immutable_memtables=2",
                "bg_flush_scheduled=0", "total_stopped=0 total_delayed=0")),
        new Row(Quirk.EMPTY_SYNC_NEVER_ENDS, CLOSE_RACE.withSeed(3),
            List.of("waits for a signal on LogFiles.logSyncCv", "LogFiles.beginSync", "getting_synced=true")),
        new Row(Quirk.CLOSE_AWAITS_CANCELLED_FLUSH, CLOSE_RACE.withSeed(15),
            List.of("Closing.flushUnpersisted", "ManualFlush.run", "bg_flush_scheduled=0", "shutting_down=true")),
        new Row(Quirk.STOPPED_WRITER_IGNORES_CLOSE, CLOSE_RACE.withSeed(40),
            List.of("WritePath.delayWrite", "Closing.awaitWriters", "total_stopped=1", "shutting_down=true")),
        new Row(Quirk.LOW_POOL_HOLDS_COMPACTIONS_ONLY, withTwoTables(CLOSE_RACE).withSeed(74),
            List.of("Closing.awaitIdle", "bg_flush_scheduled=1 bg_compaction_scheduled=-1",
                "thread_pool LOW queue=0")));
  }

  static Stream<RunSpec> workloads() {
    return Stream.of(CLOSE_RACE, WRITE_STALL, REOPEN);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theDefectHangsAsReportedAndTheSameSeedIsLiveWithoutIt(Row row) {
    AtomicLong next = new AtomicLong(row.spec.seed());
    Simulation.get().explore(with(row.quirk, row.spec), next.get(), next.get() + FURTHER_SEEDS, outcome -> {
      boolean live = outcome.verdict() == Verdict.LIVE;
      next.addAndGet(live ? 1 : 0);
      return live;
    });
    RunSpec found = row.spec.withSeed(next.get());
    Outcome stuck = Simulation.get().run(with(row.quirk, found));
    assertEquals(Verdict.STUCK, stuck.verdict(), stuck::summary);
    assertEquals("deadlock", stuck.proof());
    for (String part : row.parts) {
      assertTrue(stuck.dump().contains(part), () -> part + " is not in\n" + stuck.dump());
    }
    Outcome live = Simulation.get().run(found);
    assertEquals(Verdict.LIVE, live.verdict(), live::dump);
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void withoutADefectEverySeedIsLive(RunSpec spec) {
    Simulation.get().explore(spec, 1, SEEDS, outcome -> {
      assertEquals(Verdict.LIVE, outcome.verdict(), outcome::summary);
      return true;
    });
  }

  private static RunSpec spec(Class<?> workload, String name) {
    return RunSpec.of(new RunSpec.Program.OfWorkload(workload.getName(), name));
  }

  /** Writes go on until there are two tables in level 0. */
  private static RunSpec withTwoTables(RunSpec spec) {
    return new RunSpec(spec.program(), spec.parameters(), spec.optionsFile(),
        Map.of("level0_file_num_compaction_trigger", "2", "level0_slowdown_writes_trigger", "2",
            "level0_stop_writes_trigger", "2"),
        spec.quirks(), spec.faults(), spec.strategy(), spec.points(), spec.seed(), spec.startAt(), spec.maxSteps(),
        spec.maxTime());
  }

  private static RunSpec with(Quirk quirk, RunSpec spec) {
    return new RunSpec(spec.program(), spec.parameters(), spec.optionsFile(), spec.options(), Set.of(quirk.label()),
        spec.faults(), spec.strategy(), spec.points(), spec.seed(), spec.startAt(), spec.maxSteps(), spec.maxTime());
  }
}
