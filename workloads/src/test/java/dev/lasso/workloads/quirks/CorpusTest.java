package dev.lasso.workloads.quirks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.options.Quirk;
import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.Workloads;
import dev.lasso.workloads.seed.SeedDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each seed of a historical hang hangs where the report says, and each of a loss of data loses it. That a seed replays exactly, and is live without its
 * defect, is held elsewhere. Here the search goes on from the seed's number, so that a change of the engine which moves
 * the hang to another schedule is told apart from one that loses it.
 */
@Timeout(600)
final class CorpusTest {
  private static final Path SEEDS = Path.of("..", "seeds");
  private static final Workloads WORKLOADS = Workloads.of(CorpusTest.class.getClassLoader());
  private static final long FURTHER_SEEDS = 2000;

  /** It has a test of its own, since without its quirk the engine refuses its options. */
  private static final String FOUNDING_SEED = "rocksdb-1297";

  /** Of which the test says itself what they show. */
  private static final List<String> LOSSES = List.of("postgresql-fsyncgate", "rocksdb-directory-sync");

  /** A seed, the kind of its proof, and what its dump shows. */
  record Hang(String seed, String proof, List<String> shown) {
    @Override
    public String toString() {
      return seed;
    }
  }

  static Stream<Hang> hangs() {
    return Stream.of(
        deadlock("badger-1032", "WritePath.delayWrite", "CompactionRun.merge", "num_running_compactions=1",
            "total_stopped=1"),
        deadlock("eleveldb-108", "WritePath.delayWrite", "Closing.awaitWriters", "total_stopped=1",
            "shutting_down=true"),
        deadlock("rocksdb-11742", "waits for a signal on RateLimiter$Request.changed", "RateLimiter.doDuty",
            "refill_awaited=false"),
        deadlock("rocksdb-12578", "ManualCompactions.disable", "ManualCompaction.step", "DisabledCompaction.await",
            "thread_pool LOW queue=1"),
        deadlock("rocksdb-14069", "waits for a signal on Engine.bgCv", "Purges.awaitNone", "Engine.logFiles",
            "bg_flush_scheduled=0 bg_compaction_scheduled=0"),
        deadlock("rocksdb-4611", "ManualCompaction.step", "Engine.awaitChange", "wrong checksum of a block",
            "bg_compaction_scheduled=0"),
        deadlock("rocksdb-7921", "ManualFlush.runWithoutStall", "Checkpoint.create", "immutable_memtables=2",
            "bg_flush_scheduled=0", "total_stopped=0 total_delayed=0"),
        deadlock("rocksdb-8125", "Closing.awaitIdle", "bg_flush_scheduled=1 bg_compaction_scheduled=-1",
            "thread_pool LOW queue=0"),
        deadlock("rocksdb-cancelled-close", "Closing.flushUnpersisted", "ManualFlush.run", "bg_flush_scheduled=0",
            "shutting_down=true"),
        deadlock("rocksdb-compact-files", "Closing.awaitIdle", "bg_compaction_scheduled=1",
            "num_running_compactions=0"),
        deadlock("rocksdb-empty-sync", "waits for a signal on LogFiles.logSyncCv", "LogFiles.beginSync",
            "getting_synced=true"),
        deadlock("rocksdb-ingest-stall", "WritePath.delayWrite", "WritePath.exclusively", "Ingestions.awaitNone",
            "total_stopped=1"),
        deadlock("rocksdb-listener-gap", "WritePath.delayWrite", "total_stopped=1", "bg_compaction_scheduled=0",
            "compaction_queue=0"),
        deadlock("rocksdb-set-options", "WritePath.delayWrite", "WritePath.exclusively", "OptionsChange.run",
            "total_stopped=1"),
        deadlock("wiredtiger-3097", "\"main\" waits for the end of \"", "Services.close", "CondVar.await(",
            "PeriodicServer.serve", "1 waiting now, waited 1, woken 0", " STOPPING"),
        new Hang("wiredtiger-async-open", "livelock",
            List.of("allocation 1 failed at dev.lasso.engine.async.Async.start", "FlushBarrier.flush",
                "\"eviction-server\" daemon waits for a signal", "\"sweep-server\" daemon waits for a signal",
                "workers_configured=2 workers_started=0", "async flush IN_PROGRESS(2) arrived=0/2")),
        new Hang("wiredtiger-partial-start", "livelock",
            List.of("thread start 4 failed at dev.lasso.engine.server.Server.start", "FlushBarrier.flush",
                "FlushBarrier.arrive", "workers_configured=2 workers_started=1",
                "async flush FLUSHING(3) arrived=1/2")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hangs")
  void theDefectHangsAsReported(Hang hang) {
    Outcome found = find(hang.seed);
    assertEquals(Verdict.STUCK, found.verdict(), found::summary);
    assertEquals(hang.proof, found.proof());
    for (String part : hang.shown) {
      assertTrue(found.dump().contains(part), () -> part + " is not in\n" + found.dump());
    }
  }

  @ParameterizedTest
  @CsvSource({"postgresql-fsyncgate, was acknowledged and synced, AppendFile.force",
    "rocksdb-directory-sync, .sst at offset 0: the manifest has this table, DatabaseFiles.lambda$syncDirectory$0"})
  void theDefectLosesDataAsReported(String seed, String said, String site) {
    Outcome found = find(seed);
    assertEquals(Verdict.FAILED, found.verdict(), found::summary);
    assertTrue(found.summary().contains(said), found::summary);
    assertTrue(found.faults().fired().stream().anyMatch(fault -> fault.site().contains(site)), found::dump);
  }

  /** The first failure from the number of a seed on. */
  private static Outcome find(String directory) {
    RunSpec spec = spec(directory);
    AtomicLong seed = new AtomicLong(spec.seed());
    Simulation.get().explore(spec, spec.seed(), spec.seed() + FURTHER_SEEDS, outcome -> {
      boolean live = outcome.verdict() == Verdict.LIVE;
      seed.addAndGet(live ? 1 : 0);
      return live;
    });
    return Simulation.get().run(spec.withSeed(seed.get()));
  }

  @Test
  void everySeedIsHere() throws IOException {
    Set<String> held = hangs().map(Hang::seed).collect(Collectors.toCollection(TreeSet::new));
    held.add(FOUNDING_SEED);
    held.addAll(LOSSES);
    assertEquals(held, directories());
  }

  @Test
  void everyDefectThatCanBePutBackHasASeed() throws IOException {
    Set<String> kept = new TreeSet<>();
    directories().forEach(seed -> kept.addAll(spec(seed).quirks()));
    assertEquals(Arrays.stream(Quirk.values()).map(Quirk::label).collect(Collectors.toCollection(TreeSet::new)), kept);
  }

  private static Hang deadlock(String seed, String... shown) {
    return new Hang(seed, "deadlock", List.of(shown));
  }

  private static Set<String> directories() throws IOException {
    try (Stream<Path> seeds = Files.list(SEEDS)) {
      return seeds.filter(Files::isDirectory).map(seed -> SEEDS.relativize(seed).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static RunSpec spec(String seed) {
    return SeedDirectory.at(SEEDS.resolve(seed)).read(WORKLOADS).spec();
  }
}
