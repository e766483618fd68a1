package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.ThrowingSupplier;
import org.junit.jupiter.api.io.TempDir;

/** Whatever goes wrong in the turn of a pool's thread, somebody hears of it, nobody waits for good, and close works. */
@Timeout(120)
final class FailedTurnTest {
  private static final Options CREATE = Options.defaults().with("create_if_missing", "true");
  private static final Duration HANG = Duration.ofSeconds(20);

  @TempDir private Path directory;

  @Test
  void compactionThreadThatCannotBeStartedFailsTheWritersAfterIt() throws IOException {
    Unstartable unstartable = new Unstartable("rocksdb:bg0");
    unstartable.set("inherited");
    Options options = CREATE.with("level0_file_num_compaction_trigger", 1).with("paranoid_checks", "false");
    Engine engine = Engine.open(directory, options, new Extensions());
    try {
      engine.put(bytes("a"), bytes("1"));
      within(() -> {
        engine.flush();
        engine.pauseBackgroundWork();
        return engine;
      });
      EngineException e = within(() -> assertThrows(EngineException.class, () -> engine.put(bytes("b"), bytes("1"))));
      assertTrue(("" + e.getMessage()).contains("unable to create native thread"), e.getMessage());
      assertNotNull(engine.get(bytes("a")));
    } finally {
      unstartable.remove();
      within(() -> {
        engine.close();
        return engine;
      });
    }
  }

  @Test
  void errorOfAListenerKeepsNoCompactionFromEnding() throws IOException {
    try (Engine engine = Engine.open(directory, CREATE, new Extensions().listener(new EventListener() {
      @Override
      public void onCompactionCompleted(CompactionCompleted event) {
        throw new AssertionError("the listener's own");
      }
    }))) {
      engine.put(bytes("a"), bytes("1"));
      within(() -> {
        engine.manualCompaction();
        return engine;
      });
      engine.put(bytes("b"), bytes("1"));
    }
  }

  @Test
  void exceptionOfALogSinkKeepsNoPurgeFromEnding() throws IOException {
    try (Engine engine = Engine.open(directory, CREATE, new Extensions().logSink((level, micros, text) -> {
      if (text.contains("table_file_deletion")) {
        throw new IllegalStateException("the sink's own");
      }
    }))) {
      for (int i = 0; i < 2; i++) {
        engine.put(bytes("a"), bytes("1"));
        engine.flush();
      }
      within(() -> {
        engine.manualCompaction();
        engine.pauseBackgroundWork();
        engine.continueBackgroundWork();
        return engine.logFiles();
      });
    }
  }

  @Test
  void comparatorThatFailsBeforeAManualCompactionRunsEndsIt() throws IOException {
    KeyComparator failing = KeyComparator.named(KeyComparator.bytewise().name(), (left, right) -> {
      boolean moves = StackWalker.getInstance()
          .walk(frames -> frames.anyMatch(frame -> frame.getMethodName().equals("isTrivialMove")));
      if (moves) {
        throw new IllegalStateException("the comparator's own");
      }
      return Arrays.compareUnsigned(left, right);
    });
    Options options = CREATE.with("disable_auto_compactions", "true");
    try (Engine engine = Engine.open(directory, options, new Extensions().comparator(failing))) {
      for (String key : new String[]{"a", "b"}) {
        engine.put(bytes(key), bytes("1"));
        engine.flush();
      }
      IOException e = within(() -> assertThrows(IOException.class, engine::manualCompaction));
      assertEquals("the manual compaction failed: the comparator's own", e.getMessage());
    }
  }

  @Test
  void changeThatTheManifestHasAndTheEngineHasNotIsTheLast() throws IOException {
    AtomicReference<Engine> opened = new AtomicReference<>();
    AtomicLong manifestBytes = new AtomicLong(Long.MAX_VALUE);
    KeyComparator failing = KeyComparator.named(KeyComparator.bytewise().name(), (left, right) -> {
      Engine engine = opened.get();
      boolean installs = engine != null && manifestBytes(engine) > manifestBytes.get() && StackWalker.getInstance()
          .walk(frames -> frames.anyMatch(frame -> frame.getMethodName().equals("after")));
      if (installs) {
        throw new IllegalStateException("the comparator's own");
      }
      return Arrays.compareUnsigned(left, right);
    });
    Options options = CREATE.with("disable_auto_compactions", "true").with("paranoid_checks", "false")
        .with("target_file_size_base", 4096).with("compression", "kNoCompression");
    try (Engine engine = Engine.open(directory, options, new Extensions().comparator(failing))) {
      opened.set(engine);
      for (int round = 0; round < 2; round++) {
        for (int key = 0; key < 100; key++) {
          engine.put(bytes("key" + key), new byte[100]);
        }
        engine.flush();
      }
      manifestBytes.set(manifestBytes(engine));
      assertThrows(IOException.class, engine::manualCompaction);
      manifestBytes.set(Long.MAX_VALUE);
      IOException e = assertThrows(IOException.class, engine::manualCompaction);
      assertTrue(("" + e.getMessage()).contains("the comparator's own"), e.getMessage());
    }
    try (Engine again = Engine.open(directory, options, new Extensions())) {
      assertNotNull(again.get(bytes("key99")));
    }
  }

  @Test
  void classThatCannotBeInitialisedIsNotWaitedFor() throws IOException {
    MergeOperator broken = new MergeOperator() {
      @Override
      public String name() {
        return "broken";
      }

      @Override
      public byte[] merge(byte[] key, byte @Nullable [] existing, List<byte[]> operands) {
        throw new NoClassDefFoundError("Could not initialize class Operands");
      }
    };
    Options options = CREATE.with("paranoid_checks", "false").with("merge_operator", "broken");
    try (Engine engine = Engine.open(directory, options, new Extensions().mergeOperator(broken))) {
      engine.put(bytes("a"), bytes("1"));
      engine.flush();
      engine.merge(bytes("a"), bytes("2"));
      within(() -> assertThrows(IOException.class, engine::manualCompaction));
      EngineException e = assertThrows(EngineException.class, () -> engine.put(bytes("b"), bytes("1")));
      assertTrue(("" + e.getMessage()).contains("Could not initialize class Operands"), e.getMessage());
    }
  }

  private static long manifestBytes(Engine engine) {
    try {
      return Files.size(engine.files.manifest(engine.versions.manifestNumber()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T within(ThrowingSupplier<T> call) {
    return assertTimeoutPreemptively(HANG, call);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What the threads of a test inherit; a thread of a certain name cannot have any that inherits it. */
  private static final class Unstartable extends InheritableThreadLocal<String> {
    private final String name;

    private Unstartable(String name) {
      this.name = name;
    }

    @Override
    protected String childValue(String parent) {
      if (Thread.currentThread().getName().equals(name)) {
        throw new OutOfMemoryError("unable to create native thread");
      }
      return parent;
    }
  }
}
