package dev.lasso.engine.server;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what other threads bring about, as long as it takes, and gives up only so that a test run ends. */
public final class Patience {
  private static final long SECONDS = 60;

  private Patience() {}

  /** Returns once {@code reached}; {@code state} says in an error how things are instead. */
  public static void until(BooleanSupplier reached, Supplier<String> state) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not reached:\n" + state.get());
      }
      Thread.sleep(1);
    }
  }

  /** Returns once the latch is at zero. */
  public static void await(CountDownLatch latch) {
    try {
      if (!latch.await(SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody counted down " + latch);
      }
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a test", e);
    }
  }

  /** Returns once the thread waits for another, for however long, or has ended. */
  public static void untilItWaits(Thread thread) throws InterruptedException {
    until(() -> thread.getState() == Thread.State.WAITING || !thread.isAlive(),
        () -> thread + " is " + thread.getState());
  }
}
