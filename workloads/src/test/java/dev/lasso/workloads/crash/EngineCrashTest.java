package dev.lasso.workloads.crash;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lasso.engine.Engine;
import dev.lasso.engine.Extensions;
import dev.lasso.engine.Options;
import dev.lasso.workloads.engine.EngineSource;
import dev.lasso.workloads.model.Crash;
import dev.lasso.workloads.model.Crash.Loss;
import dev.lasso.workloads.model.CrashOracle;
import dev.lasso.workloads.model.Durability;
import dev.lasso.workloads.model.Key;
import dev.lasso.workloads.model.RecoveredState;
import dev.lasso.workloads.model.WriteHistory;
import dev.lasso.workloads.model.WriteHistory.Operation;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Threads write to an engine; then its directory is copied, which is what a process that is killed at that moment
 * leaves, and the copy is opened. That is done again and again, each time on the copy before.
 */
@Timeout(300)
final class EngineCrashTest {

  private static final List<String> FAMILIES = List.of("default", "second");
  private static final int KEYS = 20;
  private static final int WRITERS = 4;
  private static final int BATCHES_EACH = 150;
  private static final int ROUNDS = 4;
  private static final int FILLER = 200;

  @TempDir private Path directory;
  private WriteHistory history = new WriteHistory();

  private static Engine open(Path directory, long memTableBytes) throws IOException {
    Options options = Options.defaults().with("create_if_missing", "true")
        .with("create_missing_column_families", "true").with("write_buffer_size", memTableBytes)
        .with("level0_file_num_compaction_trigger", 2);
    return Engine.open(directory, options.withFamily("second", options.family("default")), new Extensions());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void whatAKilledEngineLeavesIsLegal(long seed) throws Exception {
    Path made = directory.resolve("0");
    for (int round = 1; round <= ROUNDS; round++) {
      Path killed = directory.resolve("" + round);
      try (Engine engine = open(made, 64 << 10)) {
        write(new EngineSource(engine), seed * ROUNDS + round, true);
        engine.pauseBackgroundWork();
        copy(made, killed);
        engine.continueBackgroundWork();
      }
      history = history.recovered(recover(killed, Crash.KILL));
      made = killed;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void whatALogThatIsCutHoldsIsLegal(long seed) throws Exception {
    Random random = new Random(seed);
    Path made = directory.resolve("made");
    Path cut = directory.resolve("cut");
    try (Engine engine = open(made, 64 << 20)) {
      write(new EngineSource(engine), seed, false);
      copy(made, cut);
    }
    try (var logs = Files.newDirectoryStream(cut, "*.log")) {
      for (Path log : logs) {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
          channel.truncate((long) (channel.size() * random.nextDouble(0.9)));
        }
      }
    }
    assertThrows(AssertionError.class, () -> recover(cut, Crash.POWER_LOSS));
    recover(cut, new Crash(Loss.SYNCED, false));
  }

  /** Checks what an open finds, and that the next finds the same. */
  private RecoveredState recover(Path killed, Crash crash) throws IOException {
    RecoveredState first = read(killed);
    CrashOracle.check(history, first, crash);
    CrashOracle.checkSame(first, read(killed));
    return first;
  }

  private RecoveredState read(Path killed) throws IOException {
    try (Engine engine = open(killed, 64 << 10)) {
      return RecoveredState.read(history.keys(), new EngineSource(engine));
    }
  }

  private void write(EngineSource database, long seed, boolean flushes) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      List<Callable<Void>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        Random random = new Random(seed * WRITERS + writer);
        writers.add(() -> {
          for (int i = 0; i < BATCHES_EACH; i++) {
            database.write(history, durability(random, flushes), operations(random), FILLER);
            if (flushes && random.nextInt(BATCHES_EACH) == 0) {
              database.flush(history, FAMILIES.get(random.nextInt(2)));
            }
          }
          return null;
        });
      }
      for (Future<Void> end : threads.invokeAll(writers)) {
        end.get();
      }
    }
  }

  private static Durability durability(Random random, boolean unlogged) {
    int draw = random.nextInt(8);
    return draw == 0 ? Durability.SYNCED : unlogged && draw < 3 ? Durability.UNLOGGED : Durability.LOGGED;
  }

  private static List<Operation> operations(Random random) {
    List<Operation> operations = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      Key key = new Key(FAMILIES.get(random.nextInt(2)), "key" + random.nextInt(KEYS));
      operations.add(new Operation(key, random.nextInt(4) == 0));
    }
    return operations;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (var files = Files.newDirectoryStream(from, "{*.sst,*.log,MANIFEST-*,CURRENT}")) {
      for (Path file : files) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
