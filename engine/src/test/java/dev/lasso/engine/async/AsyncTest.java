package dev.lasso.engine.async;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.config.AsyncLimits;
import dev.lasso.engine.log.InfoLog;
import dev.lasso.engine.log.LogLevel;
import dev.lasso.engine.log.MicrosClock;
import dev.lasso.engine.server.FailingThreads;
import dev.lasso.engine.server.Patience;
import dev.lasso.engine.server.ServiceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class AsyncTest {
  private static final byte[] KEY = bytes("key");
  private static final byte[] VALUE = bytes("value");
  private static final byte[] HELD = bytes("held");

  private final Map<String, byte[]> contents = new ConcurrentHashMap<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<Async> begun = new ArrayList<>();
  private final Store store = new MapStore();

  @TempDir private Path directory;
  private InfoLog log;

  @BeforeEach
  void open() throws IOException {
    log = new InfoLog(directory, LogLevel.INFO, new MicrosClock(), (level, micros, text) -> {});
  }

  @AfterEach
  void close() throws IOException {
    release.countDown();
    begun.forEach(Async::tellToStop);
    begun.forEach(Async::join);
    log.close();
  }

  @Test
  void theStatesHaveTheValuesOfWiredTiger() {
    assertEquals(List.of(OperationState.ENQUEUED, OperationState.FREE, OperationState.READY, OperationState.WORKING),
        List.of(OperationState.values()));
    assertEquals(List.of(FlushState.NONE, FlushState.COMPLETE, FlushState.IN_PROGRESS, FlushState.FLUSHING),
        List.of(FlushState.values()));
  }

  @Test
  void anOperationIsDoneAndItsFutureHearsOfIt() throws Exception {
    Async async = start(10, 2);
    assertNull(async.put(KEY, VALUE).get());
    assertArrayEquals(VALUE, async.get(KEY).get());
    assertNull(async.remove(KEY).get());
    assertNull(async.get(KEY).get());
  }

  @Test
  void severalThreadsOperateAndNothingIsLostOrDoneTwice() throws InterruptedException {
    Async async = start(16, 3);
    AtomicInteger completed = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    for (int caller = 0; caller < 4; caller++) {
      String prefix = caller + ".";
      callers.add(new Thread(() -> {
        for (int i = 0; i < 500; i++) {
          putWithPatience(async, bytes(prefix + i), completed);
        }
        async.flush();
      }));
    }
    callers.forEach(Thread::start);
    for (Thread caller : callers) {
      caller.join();
    }
    assertEquals(2000, completed.get());
    assertEquals(2000, contents.size());
    assertTrue(async.describe().contains("ENQUEUED(0)=0 FREE(1)=16 READY(2)=0 WORKING(3)=0"), async::describe);
    assertTrue(async.describe().contains("ring slots=18 head=2004 tail=2004"), async::describe);
    assertTrue(async.describe().contains("flush NONE(0)"), async::describe);
  }

  @Test
  void aFullRingRefusesWithAdviceUntilAnOperationHasCompleted() throws Exception {
    Async async = start(10, 1);
    List<CompletableFuture<?>> futures = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      futures.add(async.put(HELD, VALUE));
    }
    RingFullException e = assertThrows(RingFullException.class, () -> async.get(KEY));
    assertEquals("all 10 asynchronous operations are in use; try again when one has completed, or open with a greater"
        + " async=(ops_max=..)", e.getMessage());
    release.countDown();
    futures.get(0).get();
    async.get(KEY).get();
  }

  @Test
  void aCallbackHasItsOwnPlaceInAFullRing() throws Exception {
    Async async = start(10, 1);
    CompletableFuture<byte @Nullable []> second = new CompletableFuture<>();
    async.put(HELD, VALUE, (none, failure) -> async.get(HELD, (value, none2) -> second.complete(value)));
    for (int i = 1; i < 10; i++) {
      async.put(HELD, VALUE);
    }
    release.countDown();
    assertArrayEquals(VALUE, second.get());
  }

  @Test
  void aFlushWaitsForAnOperationInTheHandsOfAnotherWorker() throws InterruptedException {
    Async async = start(10, 2);
    AtomicInteger completed = new AtomicInteger();
    async.put(HELD, VALUE, (none, failure) -> completed.incrementAndGet());
    AtomicInteger seen = new AtomicInteger(-1);
    Thread flusher = new Thread(() -> {
      async.flush();
      seen.set(completed.get());
    });
    flusher.start();
    Patience.until(() -> async.describe().contains("flush FLUSHING(3) arrived=1/2"), async::describe);
    assertEquals(-1, seen.get());
    release.countDown();
    flusher.join();
    assertEquals(1, seen.get());
  }

  @Test
  void flushesOfSeveralThreadsFollowEachOther() throws InterruptedException {
    Async async = start(10, 2);
    List<Thread> flushers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      flushers.add(new Thread(async::flush));
    }
    flushers.forEach(Thread::start);
    for (Thread flusher : flushers) {
      flusher.join();
    }
    assertTrue(async.describe().contains("flush NONE(0) arrived=2/2 generation=3"), async::describe);
  }

  @Test
  void anOperationThatFailsTellsItsCallback() {
    Async async = start(10, 1);
    ExecutionException e = assertThrows(ExecutionException.class, () -> async.get(bytes("failing")).get());
    assertInstanceOf(IOException.class, e.getCause());
  }

  @Test
  void aCallbackThatFailsEndsNoWorker() throws Exception {
    Async async = start(10, 1);
    async.get(KEY, (value, failure) -> {
      throw new IllegalStateException("a callback's own fault");
    });
    assertNull(async.get(KEY).get());
    assertTrue(async.describe().contains("last_failure=java.lang.IllegalStateException: a callback's own fault"),
        async::describe);
  }

  @Test
  void aCallbackRunsWithNoLockHeld() throws Exception {
    Async async = start(10, 2);
    CompletableFuture<Boolean> othersWork = new CompletableFuture<>();
    async.get(KEY, (value, failure) -> {
      Thread other = new Thread(() -> async.get(KEY).join());
      other.start();
      try {
        other.join();
        othersWork.complete(true);
      } catch (InterruptedException e) {
        othersWork.completeExceptionally(e);
      }
    });
    assertTrue(othersWork.get());
  }

  @Test
  void aCallbackThatFlushesIsRefusedAtOnce() throws Exception {
    Async async = start(10, 1);
    CompletableFuture<Throwable> refusal = new CompletableFuture<>();
    async.get(KEY, (value, failure) -> refusal.complete(assertThrows(IllegalStateException.class, async::flush)));
    assertEquals("a callback cannot flush: the flush would wait for it", refusal.get().getMessage());
  }

  @Test
  void aStopFailsTheFlushAndTheOperationsThatItOvertakes() throws Exception {
    Async async = start(10, 1);
    CompletableFuture<?> begunOne = async.put(HELD, VALUE);
    Patience.until(() -> async.describe().contains("WORKING(3)=1"), async::describe);
    CompletableFuture<?> left = async.put(KEY, VALUE);
    AtomicReference<Throwable> flushed = new AtomicReference<>();
    Thread flusher = new Thread(() -> flushed.set(assertThrows(ServiceException.class, async::flush)));
    flusher.start();
    Patience.until(() -> async.describe().contains("flush IN_PROGRESS(2)"), async::describe);
    async.tellToStop();
    flusher.join();
    assertTrue(("" + flushed.get()).contains("closing"), () -> "" + flushed.get());
    release.countDown();
    async.join();
    assertNull(begunOne.get());
    ExecutionException e = assertThrows(ExecutionException.class, left::get);
    assertEquals("" + new ServiceException("the connection was closed before the operation was done"),
        "" + e.getCause());
    assertThrows(ServiceException.class, () -> async.get(KEY));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aStartThatFailsLeavesOnlyTheStartedWorkersToWaitFor(int made) {
    Async async = new Async(new AsyncLimits(10, 3), store, log, Set.of());
    begun.add(async);
    try (FailingThreads failing = new FailingThreads(made)) {
      assertThrows(OutOfMemoryError.class, async::start, failing::toString);
    }
    assertTrue(async.describe().contains("workers_configured=3 workers_started=" + made), async::describe);
    async.flush();
    assertTrue(made == 0 || async.describe().contains("arrived=" + made + "/" + made), async::describe);
  }

  private Async start(int operations, int threads) {
    Async async = new Async(new AsyncLimits(operations, threads), store, log, Set.of());
    begun.add(async);
    async.start();
    return async;
  }

  private static void putWithPatience(Async async, byte[] key, AtomicInteger completed) {
    boolean taken = false;
    while (!taken) {
      try {
        async.put(key, VALUE, (none, failure) -> {
          assertNull(failure);
          completed.incrementAndGet();
        });
        taken = true;
      } catch (RingFullException e) {
        Thread.yield();
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A store in memory that holds a put of one key back until it is released, and fails the get of another. */
  private final class MapStore implements Store {
    @Override
    public void put(byte[] key, byte[] value) throws IOException {
      if (key == HELD) {
        try {
          release.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      contents.put(new String(key, StandardCharsets.UTF_8), value);
    }

    @Override
    public byte @Nullable [] get(byte[] key) throws IOException {
      String text = new String(key, StandardCharsets.UTF_8);
      if (text.equals("failing")) {
        throw new IOException("cannot be read");
      }
      return contents.get(text);
    }

    @Override
    public void remove(byte[] key) {
      contents.remove(new String(key, StandardCharsets.UTF_8));
    }
  }
}
