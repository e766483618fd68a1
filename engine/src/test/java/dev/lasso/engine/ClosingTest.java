package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.file.CorruptionException;
import dev.lasso.engine.server.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class ClosingTest {
  private static final Options CREATE = Options.defaults().with("create_if_missing", "true");
  /** Stops writes at two tables of level 0, which no compaction takes away. */
  private static final Options STOPPING = CREATE.with("disable_auto_compactions", "true")
      .with("level0_file_num_compaction_trigger", 1).with("level0_slowdown_writes_trigger", 2)
      .with("level0_stop_writes_trigger", 2);
  /** Delays writes at one table, to a byte a second. */
  private static final Options DELAYING = CREATE.with("disable_auto_compactions", "true")
      .with("level0_file_num_compaction_trigger", 1).with("level0_slowdown_writes_trigger", 1)
      .with("level0_stop_writes_trigger", 9).with("delayed_write_rate", 1);
  /** Has no thread for a flush. */
  private static final Options NEVER_FLUSHING = CREATE.with("max_background_flushes", 0)
      .with("base_background_compactions", 0);

  @TempDir private Path directory;
  private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());

  @Test
  void aStoppedWriterAndThoseBehindItWakeAtClose() throws IOException, InterruptedException {
    Engine engine = open(STOPPING);
    flushTables(engine, 2);
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String key = "late" + i;
      writers.add(start(() -> engine.put(bytes(key), bytes("1"))));
    }
    awaitIn("delayWrite", writers);
    engine.close();
    assertReleased(writers);
    try (Engine again = open(STOPPING)) {
      assertEquals(null, again.get(bytes("late0")));
    }
  }

  @Test
  void aDelayedWriterWakesAtClose() throws IOException, InterruptedException {
    Engine engine = open(DELAYING);
    flushTables(engine, 1);
    engine.writePath.opened(engine.versions.lastSequence());
    List<Thread> writers = List.of(start(() -> {
      engine.put(bytes("a"), bytes("x".repeat(100_000)));
      engine.put(bytes("b"), bytes("1"));
    }));
    awaitIn("pause", writers);
    engine.close();
    assertReleased(writers);
  }

  @Test
  void aFlushThatNeverRunsWakesAtClose() throws IOException, InterruptedException {
    Engine engine = open(NEVER_FLUSHING);
    engine.put(bytes("a"), bytes("1"));
    List<Thread> waiting = List.of(start(engine::flush), start(engine::manualCompaction));
    awaitIn("awaitBackground", waiting.subList(0, 1));
    awaitIn("awaitBackground", waiting.subList(1, 2));
    engine.close();
    assertReleased(waiting);
  }

  @Test
  void aManualCompactionWakesAtCloseThoughItsWorkIsNotDone() throws IOException, InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    Engine engine = Engine.open(directory, CREATE, new Extensions().listener(new EventListener() {
      @Override
      public void onCompactionCompleted(CompactionCompleted event) {
        Patience.await(held);
      }
    }));
    engine.put(bytes("a"), bytes("1"));
    List<Thread> compacting = List.of(start(engine::manualCompaction));
    awaitIn("step", compacting);
    Thread closer = start(engine::close);
    assertReleased(compacting);
    assertTrue(closer.isAlive());
    held.countDown();
    closer.join(60_000);
    assertFalse(closer.isAlive(), engine::describe);
  }

  @Test
  void closeFlushesWhatNoLogHoldsThoughAWriterIsStopped() throws IOException, InterruptedException {
    Engine engine = open(STOPPING);
    engine.write(new WriteOptions(false, true), new WriteBatch().put(bytes("unlogged"), bytes("1")));
    engine.put(bytes("a"), bytes("1"));
    flushTables(engine, 1);
    engine.write(new WriteOptions(false, true), new WriteBatch().put(bytes("unlogged"), bytes("2")));
    flushTables(engine, 1);
    engine.mutex.lock();
    engine.families.standard().active().add(new dev.lasso.engine.table.Entry(bytes("left"),
        engine.versions.lastSequence() + 1, dev.lasso.engine.table.EntryKind.PUT, bytes("3")));
    engine.versions.publish(engine.versions.lastSequence() + 1);
    engine.mutex.unlock();
    List<Thread> writers = List.of(start(() -> engine.put(bytes("late"), bytes("1"))));
    awaitIn("delayWrite", writers);
    engine.close();
    assertReleased(writers);
    try (Engine again = open(STOPPING)) {
      assertNotNull(again.get(bytes("left")));
    }
  }

  @Test
  void closeFlushesWhatNoLogHoldsWithoutAThreadForFlushes() throws IOException {
    Engine engine = open(NEVER_FLUSHING);
    engine.write(new WriteOptions(false, true), new WriteBatch().put(bytes("a"), bytes("1")));
    engine.close();
    try (Engine again = open(CREATE)) {
      assertNotNull(again.get(bytes("a")));
    }
  }

  @Test
  void closeSaysThatItCouldNotFlushAndClosesAllTheSame() throws IOException {
    for (String paranoid : List.of("true", "false")) {
      Options options = CREATE.with("paranoid_checks", paranoid);
      FaultyDisk disk = new FaultyDisk(directory.getFileSystem());
      Engine engine = Engine.open(disk.wrap(directory), options, new Extensions());
      engine.write(new WriteOptions(false, true), new WriteBatch().put(bytes("a"), bytes("1")));
      // For good: a flush that failed is tried again, and close would say nothing if that one came through.
      disk.setReadOnly(true);
      EngineException e = assertThrows(EngineException.class, engine::close);
      assertTrue(("" + e.getMessage()).contains(".sst"), e.getMessage());
      open(options).close();
    }
  }

  @Test
  void closeTakesAFlushOutOfTheLowPool() throws IOException, InterruptedException {
    Engine engine = open(CREATE.with("max_background_flushes", 0));
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch held = new CountDownLatch(1);
    engine.mutex.lock();
    engine.scheduler.scheduleCompaction(() -> {
      // As far as anyone can see this turn is over, but its thread has not come back for the next piece of work.
      engine.mutex.lock();
      engine.scheduler.compactionBegins();
      engine.scheduler.compactionEnds();
      engine.mutex.unlock();
      over.countDown();
      Patience.await(held);
    });
    engine.mutex.unlock();
    Patience.await(over);
    engine.put(bytes("a"), bytes("1"));
    List<Thread> flushing = List.of(start(engine::flush));
    awaitIn("awaitBackground", flushing);
    assertTrue(engine.describe().contains("thread_pool LOW queue=1"), engine::describe);
    Thread closer = start(engine::close);
    assertReleased(flushing);
    awaitIn("joinUninterruptibly", List.of(closer));
    held.countDown();
    closer.join(60_000);
    assertFalse(closer.isAlive(), engine::describe);
  }

  @Test
  void everyThreadMayClose() throws IOException, InterruptedException {
    Engine engine = open(CREATE);
    engine.put(bytes("a"), bytes("1"));
    List<Thread> closers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      closers.add(start(engine::close));
    }
    for (Thread closer : closers) {
      closer.join(60_000);
      assertFalse(closer.isAlive(), engine::describe);
    }
    engine.close();
    assertEquals(List.of(), failures);
    open(CREATE).close();
  }

  @Test
  void aListenerCannotCloseTheEngineUnderItsOwnWork() throws IOException {
    AtomicReference<Engine> opened = new AtomicReference<>();
    EventListener listener = new EventListener() {
      @Override
      public void onMemTableSealed(MemTableSealed event) {
        tryToClose();
      }

      @Override
      public void onFlushCompleted(FlushCompleted event) {
        tryToClose();
      }

      private void tryToClose() {
        Engine engine = opened.get();
        if (engine != null) {
          failures.add(assertThrows(EngineException.class, engine::close));
          failures.add(assertThrows(EngineException.class, engine::flush));
        }
      }
    };
    Engine engine = Engine.open(directory, CREATE, new Extensions().listener(listener));
    opened.set(engine);
    engine.put(bytes("a"), bytes("1"));
    engine.flush();
    engine.close();
    assertEquals(4, failures.size());
    assertEquals("a listener cannot call close, which waits for work that its own thread is doing; hand it to another"
        + " thread", failures.get(0).getMessage());
  }

  @Test
  void aFailedOpenThrowsTheFirstCauseWithWhatFollowedAttached() throws IOException {
    open(CREATE).close();
    Files.writeString(directory.resolve("CURRENT"), "nonsense");
    FaultyDisk disk = new FaultyDisk(directory.getFileSystem());
    disk.failToClose("LOG");
    IOException e = assertThrows(CorruptionException.class,
        () -> Engine.open(disk.wrap(directory), CREATE, new Extensions()));
    assertTrue(("" + e.getMessage()).startsWith("Corruption: CURRENT at offset 0: it names no manifest;"),
        e.getMessage());
    assertEquals("injected at the close of LOG", e.getSuppressed()[0].getMessage());
    Files.writeString(directory.resolve("CURRENT"), "MANIFEST-000004\n");
    open(CREATE).close();
  }

  @Test
  void aFailedOpenLeavesNoTables() throws IOException {
    try (Engine engine = open(CREATE)) {
      engine.put(bytes("a"), bytes("1"));
    }
    FaultyDisk disk = new FaultyDisk(directory.getFileSystem());
    // The first step is the sync of the recovered table, the second that of the directory.
    disk.fail(1);
    assertThrows(IOException.class, () -> Engine.open(disk.wrap(directory), CREATE, new Extensions()));
    assertEquals(2, disk.steps.size());
    try (var files = Files.list(directory)) {
      assertEquals(List.of(), files.filter(file -> file.toString().endsWith(".sst")).toList());
    }
    try (Engine engine = open(CREATE)) {
      assertNotNull(engine.get(bytes("a")));
    }
  }

  @Test
  void aFlushThatFailedOnceIsMadeAgain() throws IOException, InterruptedException {
    try (Engine engine = open(CREATE.with("paranoid_checks", "false"))) {
      engine.put(bytes("a"), bytes("1"));
      Path obstacle = Files.createDirectory(engine.files.table(engine.versions.newFileNumber() + 2));
      EngineException e = assertThrows(EngineException.class, engine::flush);
      assertTrue(("" + e.getMessage()).startsWith("the flush failed: "), e.getMessage());
      Files.deleteIfExists(obstacle);
      for (int i = 0; i < 6000 && !engine.describe().contains("levels [1 "); i++) {
        Thread.sleep(10);
      }
      assertTrue(engine.describe().contains("levels [1 "), engine::describe);
      engine.put(bytes("b"), bytes("1"));
    }
  }

  @Test
  void nothingIsDeletedForACompactionOfFilesOnceCloseHasReturned() throws IOException, InterruptedException {
    CountDownLatch deleting = new CountDownLatch(1);
    CountDownLatch held = new CountDownLatch(1);
    Engine engine = Engine.open(directory, STOPPING.with("level0_stop_writes_trigger", 9),
        new Extensions().listener(new EventListener() {
          @Override
          public void onTableFileDeleted(TableFileDeleted event) {
            deleting.countDown();
            Patience.await(held);
          }
        }));
    flushTables(engine, 1);
    Thread compacting = start(() -> {
      try (ColumnFamilyHandle family = engine.columnFamily("default")) {
        engine.compactFiles(family, engine.tables(family).stream().map(LiveTable::number).toList(), 1);
      }
    });
    Patience.await(deleting);
    Thread closer = start(engine::close);
    Patience.untilItWaits(closer);
    boolean waits = closer.isAlive();
    held.countDown();
    closer.join(60_000);
    compacting.join(60_000);
    assertTrue(waits, "the engine was closed while it deleted a table");
  }

  private static void flushTables(Engine engine, int tables) throws IOException {
    for (int i = 0; i < tables; i++) {
      engine.put(bytes("flushed" + i), bytes("1"));
      engine.flush();
    }
  }

  private Thread start(Action action) {
    Thread thread = new Thread(() -> {
      try {
        action.run();
      } catch (IOException | EngineException e) {
        failures.add(e);
      }
    });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Waits until one of the threads waits in a method of that name. */
  private static void awaitIn(String method, List<Thread> threads) throws InterruptedException {
    for (int i = 0; i < 6000; i++) {
      for (Thread thread : threads) {
        boolean there = List.of(thread.getStackTrace()).stream()
            .anyMatch(frame -> frame.getMethodName().equals(method));
        boolean waits = thread.getState() == Thread.State.WAITING
            || thread.getState() == Thread.State.TIMED_WAITING;
        if (there && waits) {
          return;
        }
      }
      Thread.sleep(10);
    }
    throw new AssertionError("no thread waits in " + method);
  }

  private void assertReleased(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(60_000);
      assertFalse(thread.isAlive());
    }
    assertEquals(threads.size(), failures.size(), failures::toString);
    for (Throwable failure : failures) {
      assertTrue(("" + failure.getMessage()).matches(".*the engine is clos(ing|ed)"), failure::toString);
    }
  }

  private Engine open(Options options) throws IOException {
    return Engine.open(directory, options, new Extensions());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private interface Action {
    void run() throws IOException;
  }
}
