package dev.lasso.workloads.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** RocksDB issue 1297, held against what its report shows. */
class FoundingSeedTest {

  private static final String SEED = Path.of("..", "seeds", "rocksdb-1297").toString();
  private static final int TIMESTAMP = "2016-08-26T04:46:45.879031Z [WARN] ".length();

  @Test
  void replayIsExactAndShowsTheStateOfTheReport() throws IOException {
    Called called = Called.ending(ExitCode.FINE, "replay", SEED);
    List<String> printed = called.out().lines().toList();
    List<String> warnings = printed.stream().filter(line -> line.contains(" [WARN] "))
        .map(line -> line.substring(TIMESTAMP)).toList();
    assertEquals(report().lines().toList(), warnings);
    for (String part : List.of("STUCK, deadlock", "\"main\" waits for a signal on Engine.bgCv",
        "dev.lasso.engine.WritePath.delayWrite", "\"rocksdb:bg0\" daemon waits for a signal on ThreadPool.workSignal",
        "Engine.bgCv: 1 waiting now, waited 1, woken 0", "ThreadPool.workSignal: 1 waiting now, waited 17, woken 16",
        "total_stopped=1 total_delayed=0 total_compaction_pressure=0 delayed_write_rate=1456355",
        "unscheduled_compactions=1 bg_flush_scheduled=0 bg_compaction_scheduled=0", "compaction_queue=1",
        "levels [17 0 0 0 0 0 0]", "log_number=56", "bg_error=OK next_job_id=19 listeners=1",
        "virtual time 3:49:0", "proof checked twice")) {
      assertTrue(called.out().contains(part), () -> part + " is not in\n" + called.out());
    }
    assertEquals("exact", printed.getLast());
    assertTrue(printed.stream().allMatch(line -> line.length() <= 120), called.out());
  }

  @Test
  void oneBackgroundCompactionLetsTheWritesThrough() {
    Called called = Called.ending(ExitCode.FINE, "replay", SEED, "--set", "max_background_compactions=1");
    assertTrue(called.out().contains("\nLIVE: all that was owed was done\n"), called.out());
  }

  @Test
  void withoutTheListenerItIsStuckAllTheSame() {
    Called called = Called.ending(ExitCode.VIOLATION, "replay", SEED, "--set", "listener=false");
    assertTrue(called.out().contains("\nSTUCK, deadlock"), called.out());
    assertTrue(called.out().contains("listeners=0"), called.out());
  }

  @Test
  void withoutTheQuirkOpenRefusesAndSaysWhatToUse() {
    Called called = Called.ending(ExitCode.BAD_INPUT, "replay", SEED, "--without-quirk", "zero-background-compactions");
    assertTrue(called.err().contains("disable_auto_compactions"), called.err());
    assertEquals(1, called.err().lines().count());
  }

  private static String report() throws IOException {
    try (InputStream text = Objects
        .requireNonNull(FoundingSeedTest.class.getResourceAsStream("rocksdb-1297.WARN"),
            "the warnings of the report")) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
