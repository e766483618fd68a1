package dev.lasso.workloads.contract;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A thread of a contract: it does one thing, and remembers how that ended. */
public final class Actor {

  /** Longer than anything takes; a wait that lasts so long has failed. */
  public static final long LONG_MILLIS = 20_000;

  private final Thread thread;
  private volatile String outcome = "not ended";

  /** What an actor does; its value is part of the outcome. */
  @FunctionalInterface
  public interface Body {

    /** Does it. */
    @Nullable
    Object run() throws Exception;
  }

  /** What an actor does that has no value. */
  @FunctionalInterface
  public interface Deed {

    /** Does it. */
    void run() throws Exception;

    /** The same, with no value. */
    static Body body(Deed deed) {
      return () -> {
        deed.run();
        return "nothing";
      };
    }
  }

  private Actor(Thread.Builder builder, Body body) {
    thread = builder.unstarted(() -> outcome = outcomeOf(body));
  }

  /** Starts an actor on a platform thread. */
  public static Actor start(String name, Body body) {
    return started(new Actor(Thread.ofPlatform().name(name), body));
  }

  /** Starts an actor whose deed has no value. */
  public static Actor doing(String name, Deed deed) {
    return start(name, Deed.body(deed));
  }

  /** Starts an actor on a virtual thread. */
  public static Actor virtual(String name, Body body) {
    return started(new Actor(Thread.ofVirtual().name(name), body));
  }

  private static Actor started(Actor actor) {
    actor.thread.start();
    return actor;
  }

  /**
   * How a body ends on this thread: {@code returned VALUE}, or what it threw, with the message if that is of the file
   * system, and the interrupt flag where it is set.
   */
  public static String outcomeOf(Body body) {
    String outcome;
    try {
      outcome = "returned " + body.run();
    } catch (ExecutionException e) {
      outcome = "threw ExecutionException of " + nameOf(e.getCause());
    } catch (Exception e) {
      outcome = "threw " + nameOf(e);
    }
    return Thread.interrupted() ? outcome + ", flag set" : outcome;
  }

  private static String nameOf(@Nullable Throwable error) {
    String name = error == null ? "nothing" : error.getClass().getSimpleName();
    return error instanceof IOException && error.getMessage() != null ? name + ": " + error.getMessage() : name;
  }

  /** The thread. */
  public Thread thread() {
    return thread;
  }

  /** Waits until the thread waits, with or without a time limit. */
  public Actor untilWaiting() throws InterruptedException {
    untilStill(Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING));
    return this;
  }

  /** Waits until the thread is blocked on a monitor. */
  public Actor untilBlocked() throws InterruptedException {
    untilStill(Set.of(Thread.State.BLOCKED));
    return this;
  }

  /** Looks twice, because a real thread may block for a moment inside the JVM, to load a class for one. */
  private void untilStill(Set<Thread.State> states) throws InterruptedException {
    boolean still = false;
    while (!still) {
      until(() -> states.contains(thread.getState()));
      Thread.sleep(1);
      still = states.contains(thread.getState());
    }
  }

  /** Interrupts it. */
  public Actor interrupt() {
    thread.interrupt();
    return this;
  }

  /** Waits for its end; how it ended. */
  public String end() throws InterruptedException {
    thread.join(LONG_MILLIS);
    return thread.isAlive() ? "still " + thread.getState() : outcome;
  }

  /** Whether it has ended. */
  public boolean ended() {
    return !thread.isAlive();
  }

  /**
   * Waits for a condition, looking every millisecond.
   *
   * @throws IllegalStateException if it does not come true
   */
  public static void until(BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > LONG_MILLIS * 1_000_000) {
        throw new IllegalStateException("what a contract waited for did not happen");
      }
      Thread.sleep(1);
    }
  }

  /** Whether at least so many milliseconds pass while a deed is done. */
  public static boolean lasts(long millis, Deed deed) throws Exception {
    long start = System.nanoTime();
    deed.run();
    return System.nanoTime() - start >= millis * 1_000_000;
  }
}
