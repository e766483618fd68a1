package dev.lasso.engine.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.config.CacheLimits;
import dev.lasso.engine.config.CheckpointLimits;
import dev.lasso.engine.config.HandleLimits;
import dev.lasso.engine.log.InfoLog;
import dev.lasso.engine.log.LogLevel;
import dev.lasso.engine.log.MicrosClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class ServersTest {
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final List<Server> begun = new ArrayList<>();

  @TempDir private Path directory;
  private InfoLog log;

  @BeforeEach
  void open() throws IOException {
    log = new InfoLog(directory, LogLevel.INFO, new MicrosClock(), (level, micros, text) -> lines.add(text));
  }

  @AfterEach
  void close() throws IOException {
    begun.forEach(Server::tellToStop);
    begun.forEach(Server::join);
    log.close();
  }

  @Test
  void aServerThatWasNotStartedStopsAtOnce() {
    CheckpointServer server = checkpoints(new CheckpointLimits(1, 0), () -> {});
    assertEquals("checkpoint-server NOT_STARTED made=0 written_since=0", server.describe());
    server.tellToStop();
    server.join();
    assertEquals("checkpoint-server NOT_STARTED made=0 written_since=0", server.describe());
  }

  @Test
  void aServerWhoseThreadCannotStartStopsAtOnce() {
    CheckpointServer server = checkpoints(new CheckpointLimits(1, 0), () -> {});
    try (FailingThreads failing = new FailingThreads(0)) {
      assertThrows(OutOfMemoryError.class, server::start, failing::toString);
    }
    server.tellToStop();
    server.join();
    assertTrue(server.describe().startsWith("checkpoint-server NOT_STARTED"), server::describe);
  }

  @Test
  void anUntimedServerIsEndedInTheMidstOfItsWait() {
    CheckpointServer server = begin(checkpoints(new CheckpointLimits(0, 1), () -> {}));
    assertTrue(server.describe().startsWith("checkpoint-server RUNNING"), server::describe);
    server.tellToStop();
    server.join();
    assertTrue(server.describe().startsWith("checkpoint-server STOPPED"), server::describe);
  }

  @Test
  void enoughBytesMakeACheckpointWithoutAPeriod() throws InterruptedException {
    AtomicInteger made = new AtomicInteger();
    CheckpointServer server = begin(checkpoints(new CheckpointLimits(0, 10), made::incrementAndGet));
    server.written(9);
    server.written(1);
    Patience.until(() -> server.describe().contains("made=1 written_since=0"), server::describe);
    assertEquals(1, made.get());
  }

  @Test
  void aPeriodMakesACheckpointOfWhatWasWritten() throws InterruptedException {
    AtomicInteger made = new AtomicInteger();
    CheckpointServer server = begin(checkpoints(new CheckpointLimits(1, 0), made::incrementAndGet));
    server.written(1);
    Patience.until(() -> server.describe().contains("made=1 written_since=0"), server::describe);
  }

  @Test
  void aFailedRoundIsLoggedAndTheServerGoesOn() throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();
    CheckpointServer server = begin(checkpoints(new CheckpointLimits(0, 1), () -> {
      if (calls.getAndIncrement() == 0) {
        throw new IOException("disk full");
      }
    }));
    server.written(1);
    Patience.until(() -> !lines.isEmpty(), server::describe);
    assertEquals(List.of("checkpoint-server failed: java.io.IOException: disk full"), lines);
    server.written(1);
    Patience.until(() -> server.describe().contains("made=1 written_since=0"), server::describe);
  }

  @Test
  void theEvictionServerEvictsDownToTheTarget() throws InterruptedException {
    Memory memory = new Memory(95);
    EvictionServer server = begin(eviction(memory));
    Patience.until(() -> memory.bytes.get() == 80, server::describe);
    Patience.until(() -> server.describe().contains("evicted=15"), server::describe);
  }

  @Test
  void aWriterEvictsByItselfDownBelowTheTrigger() throws IOException {
    Memory memory = new Memory(100);
    eviction(memory).admit();
    assertEquals(94, memory.bytes.get());
  }

  @Test
  void aWriterBelowTheTriggerEvictsNothing() throws IOException {
    Memory memory = new Memory(94);
    eviction(memory).admit();
    assertEquals(94, memory.bytes.get());
  }

  @Test
  void aWriterWaitsForWhatItCannotEvict() throws InterruptedException {
    Memory memory = new Memory(100);
    memory.pinned = true;
    EvictionServer server = begin(eviction(memory));
    AtomicReference<Throwable> outcome = new AtomicReference<>();
    Thread writer = admit(server, outcome);
    Patience.until(() -> server.describe().contains("stalled=1"), server::describe);
    assertTrue(writer.isAlive());
    memory.pinned = false;
    writer.join();
    assertTrue(memory.bytes.get() < 95, server::describe);
    assertEquals(null, outcome.get());
  }

  @Test
  void aCloseFailsTheWriterThatWaits() throws InterruptedException {
    Memory memory = new Memory(100);
    memory.pinned = true;
    EvictionServer server = eviction(memory);
    AtomicReference<Throwable> outcome = new AtomicReference<>();
    Thread writer = admit(server, outcome);
    Patience.until(() -> server.describe().contains("stalled=1"), server::describe);
    server.refuseToStall();
    writer.join();
    assertEquals("" + new ServiceException("the connection is closing"), "" + outcome.get());
    assertThrows(ServiceException.class, server::admit);
  }

  @Test
  void theSweepServerClosesHandlesDownToTheLeast() throws InterruptedException {
    AtomicInteger open = new AtomicInteger(5);
    IdleHandles handles = new IdleHandles() {
      @Override
      public int open() {
        return open.get();
      }

      @Override
      public int closeIdle(long idleNanos, int least) {
        assertEquals(7_000_000_000L, idleNanos);
        return open.getAndSet(least) - least;
      }
    };
    SweepServer server = begin(new SweepServer(new HandleLimits(7, 1000, 2), handles, log, Set.of()));
    server.wake();
    Patience.until(() -> server.describe().equals("sweep-server RUNNING handles_when_last_seen=2 closed=3"),
        server::describe);
  }

  @Test
  void theStatisticsServerLogsEveryLine() throws InterruptedException {
    begin(new StatisticsServer(1, () -> "one=1\ntwo=2", log, Set.of()));
    Patience.until(() -> lines.size() >= 2, lines::toString);
    assertEquals(List.of("Statistics: one=1", "Statistics: two=2"), lines.subList(0, 2));
  }

  @Test
  void anInterruptNeitherEndsAWaitNorIsLost() throws InterruptedException {
    CondVar cond = new CondVar(Set.of());
    AtomicInteger left = new AtomicInteger(1);
    AtomicReference<Boolean> kept = new AtomicReference<>();
    Thread waiter = new Thread(() -> {
      while (left.get() > 0) {
        cond.await(100_000_000, () -> left.get() > 0);
      }
      kept.set(Thread.interrupted());
    });
    waiter.start();
    Patience.until(() -> cond.waiters() == 1, () -> "nobody waits");
    waiter.interrupt();
    Patience.until(() -> cond.waiters() == 1 && waiter.getState() == Thread.State.TIMED_WAITING, () -> "nobody waits");
    left.set(0);
    cond.signal();
    waiter.join();
    assertEquals(true, kept.get());
  }

  @Test
  void nobodyWaitsForWhatHasHappened() {
    AtomicInteger tested = new AtomicInteger();
    new CondVar(Set.of()).await(0, () -> {
      tested.incrementAndGet();
      return false;
    });
    assertEquals(1, tested.get());
  }

  private <T extends Server> T begin(T server) {
    begun.add(server);
    server.start();
    return server;
  }

  private CheckpointServer checkpoints(CheckpointLimits limits, CheckpointServer.Checkpoint checkpoint) {
    return new CheckpointServer(limits, checkpoint, log, Set.of());
  }

  private EvictionServer eviction(Memory memory) {
    return new EvictionServer(new CacheLimits(100, 80, 95), List.of(memory), log, Set.of());
  }

  private static Thread admit(EvictionServer server, AtomicReference<Throwable> outcome) {
    Thread writer = new Thread(() -> {
      try {
        server.admit();
      } catch (IOException | RuntimeException e) {
        outcome.set(e);
      }
    });
    writer.start();
    assertFalse(writer.isDaemon());
    return writer;
  }

  /** A part of a cache that gives back what it is asked for, unless it is pinned. */
  private static final class Memory implements CachePressure {
    private final AtomicLong bytes;
    private volatile boolean pinned;

    private Memory(long bytes) {
      this.bytes = new AtomicLong(bytes);
    }

    @Override
    public long bytesInUse() {
      return bytes.get();
    }

    @Override
    public long evict(long wanted) {
      if (pinned) {
        return 0;
      }
      bytes.addAndGet(-wanted);
      return wanted;
    }
  }
}
