package dev.lasso.engine.server;

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
}
