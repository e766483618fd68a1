package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The founding run with memtables of 64 KiB, on real threads. */
@Timeout(120)
final class FoundingStallTest {
  private static final int VALUE_BYTES = 100;

  @TempDir private Path directory;

  @Test
  void writesStopAt17FilesWithTheDocumentsWarningsAndNumbers() throws IOException, InterruptedException {
    FoundingStall stall = new FoundingStall(directory, small(FoundingStall.options()), VALUE_BYTES);
    stall.writeUntilStopped();
    assertEquals(FoundingStall.resource("rocksdb-1297.WARN").lines().toList(),
        stall.warnings.stream().map(String::stripTrailing).toList());
    assertTrue(Files.exists(directory.resolve("000057.sst")));
    assertEquals(List.of("000056.log"), names(directory.resolve("home/alex/cockroach-data")));
    assertEquals(List.of("MANIFEST-000004", "OPTIONS-000006"),
        names(directory).stream().filter(name -> name.matches("MANIFEST.*|OPTIONS.*")).toList());
    String state = stall.engine.describe();
    for (String part : List.of("total_stopped=1 total_delayed=0 total_compaction_pressure=0 delayed_write_rate=1456355",
        "unscheduled_flushes=0 unscheduled_compactions=1 bg_flush_scheduled=0 bg_compaction_scheduled=0",
        "num_running_flushes=0 num_running_compactions=0 flush_queue=0 compaction_queue=1",
        "thread_pool HIGH queue=0 threads=1 limit=1", "thread_pool LOW queue=0 threads=0 limit=1",
        "levels [17 0 0 0 0 0 0] immutable_memtables=0", "log_number=56 alive_logs=1", "bg_error=OK next_job_id=19",
        "listeners=1")) {
      assertTrue(state.contains(part), () -> part + " is not in\n" + state);
    }
    stall.engine.close();
  }

  @Test
  void theLastLinesAreInTheDocumentsOrder() throws IOException, InterruptedException {
    FoundingStall stall = new FoundingStall(directory, small(FoundingStall.options()), VALUE_BYTES);
    stall.writeUntilStopped();
    String bytes = "" + Files.size(directory.resolve("000057.sst"));
    stall.engine.close();
    int from = stall.lines.indexOf("[default] [JOB 18] Level-0 flush table #57: started") + 1;
    List<String> tail = stall.lines.subList(from, from + 8).stream().map(line -> line.replaceFirst(
        "^\\(Original Log Time \\d{4}/\\d\\d/\\d\\d-\\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\) ", "(Time) "))
        .map(line -> line.replaceFirst("\"time_micros\": \\d+", "\"time_micros\": T")).toList();
    assertTrue(tail.get(0)
        .startsWith("EVENT_LOG_v1 {\"time_micros\": T, \"cf_name\": \"default\", \"job\": 18, \"event\": "
            + "\"table_file_creation\", \"file_number\": 57, \"file_size\": " + bytes + ", \"table_properties\": "
            + "{\"data_size\": "),
        tail.get(0));
    assertEquals(List.of("[default] [JOB 18] Level-0 flush table #57: " + bytes + " bytes OK",
        "[default] Stopping writes because we have 17 level-0 files",
        "(Time) [default] Level-0 commit table #57 started",
        "(Time) [default] Level-0 commit table #57: memtable #1 done",
        "(Time) [default] Level-0 commit table #57: memtable #2 done",
        "(Time) EVENT_LOG_v1 {\"time_micros\": T, \"job\": 18, \"event\": \"flush_finished\", \"lsm_state\": "
            + "[17, 0, 0, 0, 0, 0, 0], \"immutable_memtables\": 0}",
        "(Time) [default] Level summary: base level 6 max bytes base 18446744073709551615 files[17 0 0 0 0 0 0] "
            + "max score 17.00"),
        tail.subList(1, 8));
  }

  @Test
  void theNextWriterWaitsInDelayWriteUntilABackgroundErrorReleasesIt() throws IOException, InterruptedException {
    FoundingStall stall = new FoundingStall(directory, small(FoundingStall.options()), VALUE_BYTES);
    stall.writeUntilStopped();
    AtomicReference<Throwable> outcome = new AtomicReference<>();
    Thread writer = new Thread(stall::writeBatch);
    writer.setUncaughtExceptionHandler((thread, e) -> outcome.set(e));
    writer.setDaemon(true);
    writer.start();
    assertTrue(waitsInDelayWrite(writer), stall.engine::describe);
    Engine engine = stall.engine;
    engine.mutex.lock();
    assertTrue(engine.mutex.hasWaiters(engine.bgCv));
    engine.backgroundError.keep(new IOException("given up by the test"));
    engine.mutex.unlock();
    writer.join(60_000);
    assertFalse(writer.isAlive());
    assertTrue(("" + outcome.get()).contains("given up by the test"), () -> "" + outcome.get());
    engine.close();
  }

  @Test
  void oneBackgroundCompactionKeepsWritesGoing() throws IOException, InterruptedException {
    Options options = small(Options.parse(FoundingStall.optionsText()).with("max_background_compactions", 1));
    FoundingStall run = new FoundingStall(directory, options, VALUE_BYTES);
    for (int i = 0; i < 5000; i++) {
      run.writeBatch();
    }
    assertTrue(List.copyOf(run.lines).stream().anyMatch(line -> line.contains("\"event\": \"compaction_finished\"")));
    assertNotNull(run.engine.get(FoundingStall.key(1)));
    assertNull(run.engine.get(new byte[]{1}));
    run.engine.close();
  }

  @Test
  void aManualCompactionRelievesTheStall() throws IOException, InterruptedException {
    FoundingStall stall = new FoundingStall(directory, small(FoundingStall.options()), VALUE_BYTES);
    stall.writeUntilStopped();
    stall.engine.manualCompaction();
    assertTrue(stall.engine.describe().contains("levels [0 0 0 0 0 0 1]"), stall.engine::describe);
    assertTrue(stall.engine.describe().contains("total_stopped=0"), stall.engine::describe);
    stall.writeBatch();
    stall.engine.close();
  }

  private static Options small(Options options) {
    return options.with("write_buffer_size", 64 << 10).with("arena_block_size", 8 << 10);
  }

  private static boolean waitsInDelayWrite(Thread thread) throws InterruptedException {
    for (int i = 0; i < 6000; i++) {
      boolean inDelayWrite = List.of(thread.getStackTrace()).stream()
          .anyMatch(frame -> frame.getMethodName().equals("delayWrite"));
      if (inDelayWrite && thread.getState() == Thread.State.WAITING) {
        return true;
      }
      Thread.sleep(10);
    }
    return false;
  }

  private static List<String> names(Path path) throws IOException {
    try (var files = Files.list(path)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
