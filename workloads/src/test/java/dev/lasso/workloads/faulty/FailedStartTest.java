package dev.lasso.workloads.faulty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.fault.FaultPlan;
import dev.lasso.workloads.OtherJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A start that fails does what it does on a real JVM that cannot create the thread, however the program starts one. */
class FailedStartTest {

  private static final FaultPlan ALL = FaultPlan.of(Map.of("spawn.probability", "1"));

  @TempDir private Path directory;

  private static Outcome run(Class<?> program, String method, FaultPlan plan) {
    return Simulation.get().run(RunSpec.of(new RunSpec.Program.OfMain(program.getName(), method,
        System.getProperty("java.class.path"), List.of())).withFaults(plan));
  }

  @Test
  void simulatedStartFailsAsARealOne() throws Exception {
    List<String> real = new OtherJvm(directory, List.of("-Xlog:disable")).linesOf(FailedStarts.class, List.of("print"));
    assertEquals("start: java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory or "
        + "process/resource limits reached", real.getFirst());
    assertEquals("closed", real.getLast());
    Outcome outcome = run(FailedStarts.class, "main", ALL);
    assertEquals(Verdict.LIVE, outcome.verdict(), outcome::dump);
    assertEquals(real, System.getProperty(FailedStarts.SEEN).lines().toList());
    assertEquals(real.stream().filter(line -> line.contains("OutOfMemoryError")).count(), outcome.faults().count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", "virtual", "virtualExecutor", "timer", "fixedPool", "asynchronously"})
  void everyWayToStartAThreadCanFail(String way) {
    Outcome outcome = run(Ways.class, way, FaultPlan.of(Map.of("spawn.nth", "1", "spawn.site", "Ways." + way)));
    assertEquals(Verdict.LIVE, outcome.verdict(), outcome::dump);
    assertEquals(1, outcome.faults().count());
  }

  @Test
  void threadThatFailedToStartIsStartedByTheSecondCall() {
    Outcome outcome = run(Ways.class, "triesAgain", FaultPlan.of(Map.of("spawn.nth", "1")));
    assertEquals(Verdict.LIVE, outcome.verdict(), outcome::dump);
    assertEquals(1, outcome.faults().count());
  }

  @Test
  void startByAMethodReferenceStandsWhereItIsCalled() {
    Outcome outcome = run(Ways.class, "byReference", FaultPlan.of(Map.of("spawn.site", "Ways.mustFail")));
    assertEquals(1, outcome.faults().count(), outcome::dump);
  }

  @Test
  void startByAWovenMethodReferenceIsNotNamedAfterWhatWeavingAdds() {
    Outcome outcome = run(Ways.class, "byWovenReference", FaultPlan.of(Map.of("spawn.site", "Ways.mustFail")));
    assertEquals(1, outcome.faults().count(), outcome::dump);
  }

  @Test
  void realThreadsStartBesideARunInWhichAllFail() throws InterruptedException {
    AtomicInteger ran = new AtomicInteger();
    Thread outside = new Thread(() -> {
      while (ran.incrementAndGet() < 1_000) {
        Thread inner = new Thread(ran::incrementAndGet);
        inner.start();
        join(inner);
      }
    });
    outside.start();
    long faults = 0;
    do {
      faults += run(FailedStarts.class, "main", ALL).faults().count();
    } while (outside.isAlive());
    outside.join();
    assertTrue(ran.get() >= 1_000 && faults > 0, ran + " ran, " + faults + " faults");
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Programs whose first start fails, and who say so if it does not, or not as it should. */
  static final class Ways {

    private Ways() {}

    private static void mustFail(Runnable start) {
      try {
        start.run();
      } catch (OutOfMemoryError expected) {
        assertTrue(expected.toString().contains("unable to create native thread"), expected.toString());
        assertEquals("java.lang.Thread", expected.getStackTrace()[0].getClassName());
        return;
      }
      throw new AssertionError("the start did not fail");
    }

    static void platform() {
      mustFail(() -> Thread.ofPlatform().start(() -> {}));
    }

    static void virtual() {
      Thread thread = Thread.ofVirtual().unstarted(() -> {});
      mustFail(() -> thread.start());
      assertEquals(Thread.State.NEW, thread.getState());
    }

    static void virtualExecutor() {
      try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
        mustFail(() -> executor.execute(() -> {}));
        executor.execute(() -> {});
      }
    }

    static void timer() {
      mustFail(() -> new Timer());
      new Timer().cancel();
    }

    static void fixedPool() throws InterruptedException, ExecutionException {
      try (var pool = Executors.newFixedThreadPool(1)) {
        mustFail(() -> pool.execute(() -> {}));
        assertEquals(7, pool.submit(() -> 7).get());
      }
    }

    static void asynchronously() {
      mustFail(() -> CompletableFuture.runAsync(() -> {}));
    }

    static void triesAgain() throws InterruptedException {
      AtomicInteger runs = new AtomicInteger();
      Thread thread = new Thread(runs::incrementAndGet);
      mustFail(thread::start);
      assertFalse(thread.isAlive());
      thread.start();
      thread.join();
      assertEquals(1, runs.get());
    }

    static void byReference() {
      mustFail(new Thread(() -> {})::start);
    }

    static void byWovenReference() {
      try (var pool = Executors.newFixedThreadPool(1)) {
        Consumer<Runnable> execute = pool::execute;
        mustFail(execute, () -> {});
      }
    }

    private static void mustFail(Consumer<Runnable> executor, Runnable task) {
      try {
        executor.accept(task);
      } catch (OutOfMemoryError expected) {
        return;
      }
      throw new AssertionError("the start did not fail");
    }
  }
}
