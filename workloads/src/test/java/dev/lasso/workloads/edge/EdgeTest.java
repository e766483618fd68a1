package dev.lasso.workloads.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not simulated, what cannot be suspended and what does not end has a verdict, and a summary with its name. */
@Timeout(120)
final class EdgeTest {

  private static final long STEPS = 5_000;

  private static volatile boolean over;

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', value = {
    "connects                    | Socket.connect is not simulated yet",
    "accepts                     | ServerSocket.accept is not simulated yet",
    "connectsAChannel            | SocketChannel.connect is not simulated yet",
    "selects                     | Selector.select is not simulated yet",
    "startsAProcess              | ProcessBuilder.start is not simulated yet",
    "watchesADirectory           | watching directories is not simulated yet",
    "resolvesAName               | resolving a host name is not simulated yet",
    "blocksInAStaticInitialiser  | waits where it cannot be suspended: inside a native frame or a static initialiser",
    "interruptsAnOutsider        | interrupts thread \"outsider\", which is no part of the run"})
  void isAborted(String program, String said) {
    assertEnds(program, Verdict.ABORTED, said);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', value = {
    "loopsForEver                | the run reached its limit of 5000 steps without an end and without a proof",
    "sleepsForEver               | the run reached its limit of a virtual time of PT2400H"})
  void isSuspected(String program, String said) {
    assertEnds(program, Verdict.SUSPECTED, said);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', value = {
    "exitsBadly       | thread \"main\" called System.exit(3)",
    "halts            | thread \"main\" called System.exit(4)",
    "throwsInAThread  | uncaught java.lang.IllegalStateException: on purpose in thread \"failing\"",
    "rootThrows       | uncaught java.lang.AssertionError: the root fails in thread \"main\"",
    "hooksRunAtTheEnd | uncaught java.lang.IllegalStateException: the hook ran in thread \"hook\"",
    "hooksRunAtExit   | uncaught java.lang.IllegalStateException: the hook ran in thread \"hook\""})
  void hasFailed(String program, String said) {
    assertEnds(program, Verdict.FAILED, said);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"exitsWell", "throwsInAThreadWithAHandler", "throwsWithADefaultHandler", "removedHooksDoNotRun"})
  void isLive(String program) {
    assertEnds(program, Verdict.LIVE, "all that was owed was done");
  }

  @Test
  void systemPropertiesThatARunChangesAreAsBeforeInTheNext() {
    assertEnds("changesSystemProperties", Verdict.LIVE, "all that was owed was done");
    assertEquals("3", System.getProperty("edge.three"));
    assertEnds("changesSystemProperties", Verdict.LIVE, "all that was owed was done");
    assertEnds("exitsWell", Verdict.LIVE, "all that was owed was done");
    assertNull(System.getProperty("edge.three"));
  }

  @Test
  void aHookThatDeadlocksIsStuck() {
    assertEnds("hookDeadlocks", Verdict.STUCK, "no thread can run and no timer is pending");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"blocksInsideAHashtable, Hashtable.computeIfPresent", "blocksInsideAVector, Vector.forEach"})
  void aTaskStuckInsideASynchronizedCollectionIsNamed(String program, String frame) {
    for (long seed = 1; seed <= 20; seed++) {
      Outcome outcome = run(program, seed);
      assertTrue(outcome.verdict() == Verdict.STUCK || outcome.verdict() == Verdict.ABORTED
          && outcome.summary().contains("cannot be suspended"), outcome::toString);
      assertTrue(outcome.dump().contains(frame), outcome::dump);
    }
  }

  @Test
  void aLockOfThreadsOutsideMakesNoDifferenceToARunThatLoadsClassesWithIt() {
    ReentrantLock lock = new ReentrantLock();
    long alone = withLock(lock, () -> run("loadsWithALockOfThreadsOutside", 1)).traceHash();
    try (LockTaker taker = new LockTaker(lock)) {
      for (int i = 0; i < 5; i++) {
        Outcome outcome = withLock(lock, () -> run("loadsWithALockOfThreadsOutside", 1));
        assertEquals(Verdict.LIVE, outcome.verdict(), outcome::dump);
        assertEquals(alone, outcome.traceHash());
      }
      assertTrue(taker.metATask(), "nobody ever waited");
    }
  }

  @Test
  void aRunThatWaitsForALockOfAThreadOutsideIsAborted() {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    try {
      Outcome outcome = withLock(lock, () -> run("waitsForAThreadOutside", 1));
      assertEquals(Verdict.ABORTED, outcome.verdict());
      assertTrue(outcome.summary().contains("which is no part of the run"), outcome::summary);
    } finally {
      lock.unlock();
    }
  }

  private static Outcome withLock(ReentrantLock lock, Supplier<Outcome> run) {
    System.getProperties().put(EdgePrograms.LOCK_OUTSIDE, lock);
    try {
      return run.get();
    } finally {
      System.getProperties().remove(EdgePrograms.LOCK_OUTSIDE);
    }
  }

  /** A thread outside that keeps taking a lock, and gives it away only when somebody waits for it. */
  private static final class LockTaker implements AutoCloseable {

    private final ReentrantLock lock;
    private final Thread thread = new Thread(this::take, "taker");
    private volatile boolean closed;
    private volatile boolean metATask;

    LockTaker(ReentrantLock lock) {
      this.lock = lock;
      thread.start();
    }

    private void take() {
      while (!closed) {
        lock.lock();
        try {
          while (!closed && !lock.hasQueuedThreads()) {
            Thread.onSpinWait();
          }
          metATask |= lock.hasQueuedThreads();
        } finally {
          lock.unlock();
        }
      }
    }

    boolean metATask() {
      return metATask;
    }

    @Override
    public void close() {
      closed = true;
      try {
        thread.join();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void assertEnds(String program, Verdict verdict, String said) {
    over = false;
    Thread outsider = new Thread(() -> {
      while (!over) {
        LockSupport.park();
      }
    }, "outsider");
    outsider.setDaemon(true);
    outsider.start();
    System.getProperties().put("lasso.edge.outsider", outsider);
    try {
      for (long seed = 1; seed <= 5; seed++) {
        Outcome outcome = run(program, seed);
        assertEquals(verdict, outcome.verdict(), outcome::summary);
        assertTrue(outcome.summary().contains(said), outcome::summary);
        assertEquals(verdict == Verdict.LIVE, outcome.dump().isEmpty(), outcome::dump);
      }
    } finally {
      System.getProperties().remove("lasso.edge.outsider");
      over = true;
      LockSupport.unpark(outsider);
    }
  }

  private static Outcome run(String method, long seed) {
    RunSpec spec = RunSpec.of(new RunSpec.Program.OfMain(EdgePrograms.class.getName(), method,
        System.getProperty("java.class.path"), List.of()));
    return Simulation.get().run(spec.withSeed(seed).withLimits(STEPS, Duration.ofDays(100)));
  }
}
