package dev.lasso.sim.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class RedirectWeavingTest {

  private final WovenCopy copy = new WovenCopy(Subject.class);

  @Test
  void theProgramsClockIsTheHooks() throws Throwable {
    copy.answering("nanoTime", 5L).answering("currentTimeMillis", 7L);
    assertEquals(12L, copy.call("clocks"));
  }

  @Test
  void aReferenceToTheClockIsTheHooks() throws Throwable {
    copy.answering("nanoTime", 5L);
    assertEquals(5L, copy.call("clockByReference"));
  }

  @Test
  void referencesToSharedMethodsArePoints() throws Throwable {
    Lock lock = new ReentrantLock();
    copy.call("locksByReference", lock);
    assertEquals(List.of("point", "point"), copy.hooks());
    assertSame(lock, copy.calls("point").getFirst().target());
  }

  @Test
  void unboundAndMonitorReferencesAreWoven() throws Throwable {
    Object subject = copy.make();
    assertEquals("signalAll", copy.call("signalsByReference", subject));
    assertSame(subject, copy.calls("signalAll").getFirst().target());
    assertEquals(false, copy.call("unboundReference", new ReentrantLock()));
    assertEquals(1, copy.calls("point").size());
  }

  @Test
  void threadsOwnStaticsAreFoundThroughASubclass() throws Throwable {
    copy.answering("holdsLock", true);
    assertEquals(true, WovenCopy.callOn(copy.make("$Worker"), "works"));
    assertEquals(List.of("onSpinWait", "holdsLock"), copy.hooks());
  }

  @Test
  void exitAsksTheHookFirst() {
    copy.answering("exit", new StackOverflowError("the run has ended"));
    assertThrows(StackOverflowError.class, () -> copy.call("exits", 3));
    assertThrows(StackOverflowError.class, () -> copy.call("halts", 4));
    assertEquals(List.of(List.of(3), List.of(4)), copy.calls("exit").stream().map(it -> it.arguments()).toList());
  }

  @Test
  void shutdownHooksAreTheRunsOrTheJdks() throws Throwable {
    Thread thread = new Thread(() -> {});
    copy.answering("addShutdownHook", true).answering("removeShutdownHook", 0);
    copy.call("adds", thread);
    assertEquals(false, copy.call("removes", thread));
    copy.answering("removeShutdownHook", 1);
    assertEquals(true, copy.call("removes", thread));

    copy.answering("addShutdownHook", false).answering("removeShutdownHook", -1);
    copy.call("adds", thread);
    assertEquals(true, copy.call("removes", thread));
    assertEquals(false, copy.call("removes", thread));
  }

  @SuppressWarnings("unused")
  static class Subject {

    static long clocks() {
      return System.nanoTime() + System.currentTimeMillis();
    }

    static long clockByReference() {
      LongSupplier clock = System::nanoTime;
      return clock.getAsLong();
    }

    static void locksByReference(Lock lock) {
      Runnable enter = lock::lock;
      Runnable leave = lock::unlock;
      enter.run();
      leave.run();
    }

    static String signalsByReference(Subject subject) {
      Runnable wake = subject::notifyAll;
      wake.run();
      return "signalAll";
    }

    static boolean unboundReference(ReentrantLock lock) {
      Function<ReentrantLock, Boolean> locked = ReentrantLock::isLocked;
      return locked.apply(lock);
    }

    static void exits(int status) {
      System.exit(status);
    }

    static void halts(int status) {
      Runtime.getRuntime().halt(status);
    }

    static void adds(Thread thread) {
      Runtime.getRuntime().addShutdownHook(thread);
    }

    static boolean removes(Thread thread) {
      return Runtime.getRuntime().removeShutdownHook(thread);
    }

    static class Worker extends Thread {
      boolean works() {
        onSpinWait();
        return holdsLock(this);
      }
    }
  }
}
