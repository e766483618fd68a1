package dev.lasso.engine.async;

import dev.lasso.engine.log.InfoLog;
import dev.lasso.engine.server.Server;
import org.jspecify.annotations.Nullable;

/**
 * A thread that takes operations out of the ring and does them. An idle one looks again and again: 200 times at once,
 * then after 100 µs, 200 µs and so on up to 100 ms, so that submitting an operation wakes nobody.
 */
final class AsyncWorker extends Server {
  private static final int YIELDS = 200;
  private static final long LEAST_SLEEP_MICROS = 100;
  private static final long GREATEST_SLEEP_MICROS = 100_000;

  private final OperationRing ring;
  private final FlushBarrier barrier;
  private final Store store;
  private final InfoLog log;
  private volatile boolean idle;

  AsyncWorker(int number, OperationRing ring, FlushBarrier barrier, Store store, InfoLog log) {
    super("async-worker-" + number, log);
    this.ring = ring;
    this.barrier = barrier;
    this.store = store;
    this.log = log;
  }

  @Override
  protected void serve() {
    while (isRunning()) {
      try {
        work(next());
      } catch (RuntimeException | Error e) {
        note(e);
      }
    }
  }

  /** An idle worker sleeps for 100 ms at most, a gathered one is woken with the barrier. */
  @Override
  protected void wakeToStop() {}

  @Override
  protected String counts() {
    return "idle=" + idle;
  }

  private void work(@Nullable Operation operation) {
    if (operation == null || barrier.takes(operation)) {
      if (barrier.isFlushing()) {
        barrier.arrive();
      }
    } else {
      operation.perform(store);
    }
  }

  /** The next operation, or null if there is something else to do: to gather for a flush, or to stop. */
  private @Nullable Operation next() {
    Operation next = ring.poll();
    idle = next == null;
    int yields = 0;
    long sleep = LEAST_SLEEP_MICROS;
    while (next == null && isRunning() && !barrier.isFlushing()) {
      if (yields < YIELDS) {
        yields++;
        Thread.yield();
      } else {
        log.clock().sleepMicros(sleep);
        sleep = Math.min(2 * sleep, GREATEST_SLEEP_MICROS);
      }
      next = ring.poll();
    }
    idle = false;
    return next;
  }
}
