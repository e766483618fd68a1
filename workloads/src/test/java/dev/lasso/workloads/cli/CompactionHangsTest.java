package dev.lasso.workloads.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The hangs of compactions that seeds keep: where everyone waits, and that nobody does without the quirk. */
class CompactionHangsTest {

  static Stream<Arguments> hangs() {
    return Stream.of(
        Arguments.of("rocksdb-listener-gap", "listener-before-release",
            List.of("dev.lasso.engine.WritePath.delayWrite", "total_stopped=1", "bg_compaction_scheduled=0",
                "compaction_queue=0")),
        Arguments.of("rocksdb-compact-files", "compact-files-keeps-slot",
            List.of("dev.lasso.engine.Closing.awaitIdle", "bg_compaction_scheduled=1", "num_running_compactions=0")),
        Arguments.of("rocksdb-4611", "failed-compaction-stays-registered",
            List.of("dev.lasso.engine.ManualCompaction.step", "dev.lasso.engine.Engine.awaitChange",
                "wrong checksum of a block", "bg_compaction_scheduled=0")),
        Arguments.of("rocksdb-12578", "disabled-manual-compaction-schedules",
            List.of("dev.lasso.engine.ManualCompactions.disable", "dev.lasso.engine.ManualCompaction.step",
                "DisabledCompaction.await", "thread_pool LOW queue=1")),
        Arguments.of("rocksdb-ingest-stall", "ingestion-counts-too-early",
            List.of("dev.lasso.engine.WritePath.delayWrite", "dev.lasso.engine.WritePath.exclusively",
                "dev.lasso.engine.Ingestions.awaitNone", "total_stopped=1")),
        Arguments.of("badger-1032", "compaction-writes-statistics",
            List.of("dev.lasso.engine.WritePath.delayWrite", "dev.lasso.engine.CompactionRun.merge",
                "num_running_compactions=1", "total_stopped=1")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hangs")
  void everyoneWaitsWhereTheReportSays(String seed, String quirk, List<String> shown) {
    Called called = Called.ending(ExitCode.FINE, "replay", path(seed));
    assertTrue(called.out().contains("STUCK, deadlock"), called.out());
    for (String part : shown) {
      assertTrue(called.out().contains(part), () -> part + " is not in\n" + called.out());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hangs")
  void theSameProgramEndsWithoutTheQuirk(String seed, String quirk, List<String> shown) {
    Called called = Called.ending(ExitCode.FINE, "replay", path(seed), "--without-quirk", quirk);
    assertTrue(called.out().contains("LIVE: all that was owed was done\n"), called.out());
  }

  private static String path(String seed) {
    return Path.of("..", "seeds", seed).toString();
  }
}
