package dev.lasso.engine.connection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.Engine;
import dev.lasso.engine.EngineException;
import dev.lasso.engine.Extensions;
import dev.lasso.engine.Options;
import dev.lasso.engine.async.Async;
import dev.lasso.engine.options.OptionsException;
import dev.lasso.engine.server.FailingThreads;
import dev.lasso.engine.server.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class ConnectionTest {
  private static final String FOUNDING = "create, cache_size=21G, checkpoint_sync=false, mmap=false, session_max=1024, "
      + "lsm_manager=(worker_thread_max=6), async";
  private static final String EVERYTHING = "create,async=(enabled,threads=3),checkpoint=(wait=60),"
      + "statistics_log=(wait=60)";
  private static final List<String> EVERY_THREAD = List.of("statlog-server", "eviction-server", "sweep-server",
      "async-worker-0", "async-worker-1", "async-worker-2", "checkpoint-server");

  private final List<String> lines = new CopyOnWriteArrayList<>();

  @TempDir private Path directory;

  @Test
  void theFoundingConfigurationOpensReadsAndWrites() throws Exception {
    try (Connection connection = open(FOUNDING)) {
      assertEquals(List.of("eviction-server", "sweep-server", "async-worker-0", "async-worker-1"), threads());
      connection.async().put(bytes("a"), bytes("1")).get();
      try (Session session = connection.openSession()) {
        assertArrayEquals(bytes("1"), session.get(bytes("a")));
      }
      assertTrue(connection.describe().contains("connection OPEN sessions=0/1024"), connection::describe);
      assertTrue(connection.describe().contains("workers_configured=2 workers_started=2"), connection::describe);
      assertTrue(connection.describe().contains("target=18038862640"), connection::describe);
    }
    assertTrue(lines.contains("Configuration mmap is accepted without effect"), lines::toString);
    assertEquals(List.of(), threads());
  }

  @Test
  void everyServiceIsStartedInTheOrderOfWiredTiger() throws IOException {
    try (Connection connection = open(EVERYTHING)) {
      assertEquals(EVERY_THREAD, threads());
      assertFalse(connection.describe().contains("NOT_STARTED"), connection::describe);
    }
  }

  @Test
  void anEngineWithoutAConnectionHasNoServices() throws IOException {
    Options options = Options.defaults().with("create_if_missing", "true");
    try (Engine engine = Engine.open(directory, options, new Extensions())) {
      assertEquals(List.of(), threads(), engine::describe);
    }
  }

  @Test
  void whatIsNotConfiguredIsNotStarted() throws IOException {
    try (Connection connection = open("create")) {
      assertEquals(List.of("eviction-server", "sweep-server"), threads());
      EngineException e = assertThrows(EngineException.class, connection::async);
      assertTrue(("" + e.getMessage()).contains("async=(enabled)"), e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void anOpenWithoutAThreadToBeHadThrowsThatAndLeavesNothing(int made) throws IOException {
    try (FailingThreads failing = new FailingThreads(made)) {
      OutOfMemoryError e = assertThrows(OutOfMemoryError.class, () -> open(EVERYTHING), failing::toString);
      assertEquals("unable to create native thread", e.getMessage());
      assertEquals(0, e.getSuppressed().length);
    }
    assertEquals(List.of(), threads());
    open(EVERYTHING).close();
  }

  @Test
  void aBadConfigurationTouchesNothing() throws IOException {
    assertThrows(OptionsException.class, () -> open("create,nonsense"));
    try (var files = Files.list(directory)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void withoutCreateAMissingDatabaseIsNotMade() {
    assertThrows(OptionsException.class, () -> open(""));
  }

  @Test
  void exclusiveRefusesADatabaseThatIsThere() throws IOException {
    open("create").close();
    assertThrows(OptionsException.class, () -> open("create,exclusive"));
    open("").close();
  }

  @Test
  void theLogGoesWhereTheConfigurationSays() throws IOException {
    open("create,log=(path=journal)").close();
    try (var files = Files.list(directory.resolve("journal"))) {
      assertTrue(files.anyMatch(file -> file.toString().endsWith(".log")));
    }
  }

  @Test
  void sessionsAreLimitedAndGivenBackOnce() throws IOException {
    try (Connection connection = open("create,session_max=2")) {
      Session first = connection.openSession();
      connection.openSession();
      EngineException e = assertThrows(EngineException.class, connection::openSession);
      assertEquals("all 2 sessions are open; close one, or open the connection with a greater session_max",
          e.getMessage());
      first.close();
      first.close();
      assertThrows(EngineException.class, () -> first.get(bytes("a")));
      connection.openSession();
      assertThrows(EngineException.class, connection::openSession);
    }
  }

  @Test
  void aSessionWritesRemovesAndMakesCheckpoints() throws IOException {
    try (Connection connection = open("create")) {
      Session session = connection.openSession();
      session.put(bytes("a"), bytes("1"));
      session.put(bytes("b"), bytes("2"));
      session.remove(bytes("a"));
      session.checkpoint();
      assertEquals(1, tables());
      assertEquals(null, session.get(bytes("a")));
      assertArrayEquals(bytes("2"), session.get(bytes("b")));
    }
  }

  @Test
  void closeDoesWhatWasSubmittedBefore() throws IOException {
    AtomicInteger completed = new AtomicInteger();
    try (Connection connection = open(FOUNDING)) {
      Async async = connection.async();
      for (int i = 0; i < 1000; i++) {
        async.put(bytes("" + i), bytes("x"), (none, failure) -> {
          if (failure == null) {
            completed.incrementAndGet();
          }
        });
      }
    }
    assertEquals(1000, completed.get());
  }

  @Test
  void severalThreadsCloseAndAllFindItClosed() throws Exception {
    Connection connection = open(EVERYTHING);
    Session session = connection.openSession();
    Async async = connection.async();
    List<CompletableFuture<List<String>>> closers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      CompletableFuture<List<String>> seen = new CompletableFuture<>();
      closers.add(seen);
      new Thread(() -> {
        try {
          connection.close();
          seen.complete(threads());
        } catch (IOException | RuntimeException e) {
          seen.completeExceptionally(e);
        }
      }).start();
    }
    for (CompletableFuture<List<String>> closer : closers) {
      assertEquals(List.of(), closer.get());
    }
    connection.close();
    assertTrue(connection.describe().contains("connection CLOSED"), connection::describe);
    assertThrows(EngineException.class, connection::openSession);
    assertThrows(EngineException.class, connection::async);
    assertThrows(EngineException.class, () -> session.get(bytes("a")));
    assertThrows(RuntimeException.class, () -> async.get(bytes("a")));
    open(EVERYTHING).close();
  }

  @Test
  void aCallbackThatClosesIsRefusedAtOnce() throws Exception {
    try (Connection connection = open(FOUNDING)) {
      CompletableFuture<Throwable> refusal = new CompletableFuture<>();
      connection.async().get(bytes("a"),
          (value, failure) -> refusal.complete(assertThrows(EngineException.class, connection::close)));
      assertEquals("a callback cannot close its connection: the close would wait for it", refusal.get().getMessage());
    }
  }

  @Test
  void closeFailsWritesThatAreStopped() throws Exception {
    Options options = Options.defaults().with("disable_auto_compactions", "true")
        .with("level0_file_num_compaction_trigger", 1).with("level0_slowdown_writes_trigger", 1)
        .with("level0_stop_writes_trigger", 1);
    Connection connection = Connection.open(directory, FOUNDING, options, extensions());
    try (Session session = connection.openSession()) {
      session.put(bytes("a"), bytes("1"));
      session.checkpoint();
    }
    CompletableFuture<?> stopped = connection.async().put(bytes("b"), bytes("2"));
    Patience.until(() -> connection.describe().contains("WORKING(3)=1"), connection::describe);
    connection.close();
    ExecutionException e = assertThrows(ExecutionException.class, stopped::get);
    assertInstanceOf(EngineException.class, e.getCause());
    assertTrue(("" + e.getMessage()).contains("writes are stopped"), e.getMessage());
  }

  @Test
  void aSmallCacheFlushesWhatASessionWrites() throws IOException {
    try (Connection connection = open("create,cache_size=1M")) {
      Session session = connection.openSession();
      IntFunction<byte[]> value = i -> bytes(("" + i).repeat(10_000));
      for (int i = 0; i < 400; i++) {
        session.put(bytes("" + i), value.apply(i));
      }
      assertTrue(tables() > 0, connection::describe);
      for (int i = 0; i < 400; i++) {
        assertArrayEquals(value.apply(i), session.get(bytes("" + i)));
      }
    }
  }

  @Test
  void enoughWrittenBytesMakeACheckpoint() throws IOException, InterruptedException {
    try (Connection connection = open("create,checkpoint=(log_size=1K)")) {
      connection.openSession().put(bytes("a"), new byte[2000]);
      Patience.until(() -> connection.describe().contains("made=1"), connection::describe);
      assertEquals(1, tables());
    }
  }

  @Test
  void statisticsGoToTheLog() throws IOException, InterruptedException {
    try (Connection connection = open("create,statistics_log=(wait=1)")) {
      Patience.until(
          () -> lines.stream().anyMatch(line -> line.equals("Statistics: rocksdb.flush.write.bytes COUNT : 0")),
          connection::describe);
    }
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("Statistics: connection OPEN")), lines::toString);
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("Statistics: write_controller")), lines::toString);
  }

  private Connection open(String config) throws IOException {
    return Connection.open(directory, config, Options.defaults(), extensions());
  }

  private Extensions extensions() {
    return new Extensions().logSink((level, micros, text) -> lines.add(text));
  }

  private long tables() throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".sst")).count();
    }
  }

  /** The names of the service threads that are alive, in the order of their starts. */
  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream().filter(thread -> EVERY_THREAD.contains(thread.getName()))
        .sorted(java.util.Comparator.comparing(Thread::threadId)).map(Thread::getName).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
