package dev.lasso.sim.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.explore.Operations;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class MonitorWeavingTest {

  private static final List<String> LOCKED = List.of("monitorEnter", "monitorExit");

  private final WovenCopy copy = new WovenCopy(Subject.class);

  @Test
  void synchronizedMethodEntersAndLeaves() throws Throwable {
    Object subject = copy.make();
    assertEquals("12.5x", WovenCopy.callOn(subject, "locked", 1, 2L, 0.5, "x"));
    assertEquals(LOCKED, copy.hooks());
    assertSame(subject, copy.calls("monitorEnter").getFirst().target());
    assertSame(subject, copy.calls("monitorExit").getFirst().target());
  }

  @Test
  void synchronizedMethodEntersAndLeavesOnException() throws Throwable {
    Object subject = copy.make();
    assertThrows(IllegalStateException.class, () -> WovenCopy.callOn(subject, "fails"));
    assertEquals(LOCKED, copy.hooks());
  }

  @Test
  void leavingThatFailsIsNotRepeated() throws Throwable {
    Object subject = copy.make();
    copy.answering("monitorExit", new StackOverflowError("the run has ended"));
    for (String method : List.of("fails", "lockedTwice", "block", "blockFails")) {
      copy.forget();
      assertThrows(StackOverflowError.class, () -> WovenCopy.callOn(subject, method));
      assertEquals(LOCKED, copy.hooks(), method);
    }
  }

  @Test
  void staticSynchronizedLocksTheClass() throws Throwable {
    assertEquals(7L, copy.call("lockedClass", 7L));
    assertSame(copy.loadClass(Subject.class.getName()), copy.calls("monitorEnter").getFirst().target());
    assertEquals(LOCKED, copy.hooks());
  }

  @Test
  void unwovenBodyServesRealThreads() throws Throwable {
    copy.outsideTasks();
    Object subject = copy.make();
    assertEquals(true, WovenCopy.callOn(subject, "holdsItself"));
    assertEquals(true, WovenCopy.callOn(subject, "blockHoldsItself"));
    assertEquals(true, copy.call("classHoldsItself"));
    assertEquals(true, WovenCopy.callOn(copy.make("$WithDefaults"), "lockedByDefault"));
    assertEquals(List.of(), copy.hooks());
  }

  @Test
  void synchronizedIsGoneAndTheSecondBodyIsPrivateAndSynthetic() throws Throwable {
    Class<?> woven = copy.loadClass(Subject.class.getName());
    assertFalse(Modifier.isSynchronized(woven.getDeclaredMethod("fails").getModifiers()));
    Method unwoven = woven.getDeclaredMethod("fails$lasso$unwoven");
    assertTrue(Modifier.isPrivate(unwoven.getModifiers()) && Modifier.isSynchronized(unwoven.getModifiers()));
    assertTrue(unwoven.isSynthetic());
  }

  @Test
  void nestedTryFinallyKeepsItsMeaning() throws Throwable {
    Object subject = copy.make();
    StringBuilder trace = new StringBuilder();
    assertEquals(2, WovenCopy.callOn(subject, "nested", trace));
    assertEquals("inner,outer,caught,", trace.toString());
    assertEquals(
        List.of("monitorEnter", "monitorEnter", "monitorExit", "monitorExit"), copy.hooks());
  }

  @Test
  void constructorsWithMonitorsBranch() throws Throwable {
    Object lock = new Object();
    Object inTask = copy.make("$Constructed", lock);
    assertEquals(LOCKED, copy.hooks());
    assertSame(lock, copy.calls("monitorEnter").getFirst().target());
    assertEquals(false, WovenCopy.callOn(inTask, "wasHeld"));

    copy.forget();
    Object outside = copy.outsideTasks().make("$Constructed", lock);
    assertEquals(List.of(), copy.hooks());
    assertEquals(true, WovenCopy.callOn(outside, "wasHeld"));
  }

  @Test
  void interfaceDefaultSynchronizedBlock() throws Throwable {
    Object subject = copy.make("$WithDefaults");
    WovenCopy.callOn(subject, "lockedByDefault");
    assertEquals(List.of("monitorEnter", "holdsLock", "monitorExit"), copy.hooks());
    assertSame(subject, copy.calls("monitorEnter").getFirst().target());
  }

  @Test
  void initialiserWithMonitorIsQuietAndServesBoth() throws Throwable {
    assertEquals(true, WovenCopy.callOn(copy.make("$Initialised"), "isDone"));
    copy.calls("accessPoint").forEach(call -> assertEquals(Operations.FIELD_READ, call.kind()));
    assertEquals(
        List.of("enterQuiet", "monitorEnter", "monitorExit", "exitQuiet", "accessPoint"), copy.hooks());
  }

  @Test
  void waitAndNotifyGoToTheHooks() throws Throwable {
    Object subject = copy.make();
    WovenCopy.callOn(subject, "waits");
    assertEquals(
        List.of("monitorEnter", "await", "await", "await", "await", "signal", "signalAll", "signalAll", "monitorExit"),
        copy.hooks());
    assertEquals(
        List.of(List.of(subject, 0L), List.of(subject, 5L), List.of(subject, 6L, 7), List.of(subject, 8L)),
        copy.calls("await").stream().map(WovenCopy.Call::arguments).toList());
  }

  @SuppressWarnings("unused")
  static class Subject {

    synchronized String locked(int a, long b, double c, String d) {
      return a + "" + (b + c) + d;
    }

    synchronized void fails() {
      throw new IllegalStateException();
    }

    synchronized int lockedTwice() {
      return 1;
    }

    int block() {
      synchronized (this) {
        return 1;
      }
    }

    void blockFails() {
      synchronized (this) {
        throw new IllegalStateException();
      }
    }

    static synchronized long lockedClass(long answer) {
      return answer;
    }

    synchronized boolean holdsItself() {
      return Thread.holdsLock(this);
    }

    boolean blockHoldsItself() {
      synchronized (this) {
        return Thread.holdsLock(this);
      }
    }

    static synchronized boolean classHoldsItself() {
      return Thread.holdsLock(Subject.class);
    }

    synchronized int nested(StringBuilder trace) {
      try {
        synchronized (trace) {
          try {
            Integer.parseInt("none");
          } finally {
            trace.append("inner,");
          }
        }
        return 1;
      } catch (NumberFormatException e) {
        trace.append("outer,");
        return 2;
      } finally {
        trace.append("caught,");
      }
    }

    synchronized void waits() throws InterruptedException {
      wait();
      wait(5);
      wait(6, 7);
      super.wait(8);
      notify();
      super.notifyAll();
      Subject.this.notifyAll();
    }

    static class Constructed {
      private final boolean held;

      Constructed(Object lock) throws Exception {
        Callable<Boolean> holds = () -> lock != null;
        synchronized (lock) {
          held = (boolean) Thread.class.getMethod("holdsLock", Object.class).invoke(null, lock) && holds.call();
        }
      }

      boolean wasHeld() {
        return held;
      }
    }

    interface Defaults {
      default boolean lockedByDefault() {
        synchronized (this) {
          return Thread.holdsLock(this);
        }
      }
    }

    static class WithDefaults implements Defaults {}

    static class Initialised {
      static boolean done;

      boolean isDone() {
        return done;
      }

      static {
        synchronized (Initialised.class) {
          done = true;
        }
      }
    }
  }
}
