package dev.lasso.engine.async;

import dev.lasso.engine.log.MicrosClock;
import dev.lasso.engine.options.Quirk;
import dev.lasso.engine.server.CondVar;
import dev.lasso.engine.server.ServiceException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/*
 * The ring is in order, but its workers are not: when the last operation before a flush is taken out, others may still
 * be in the hands of other workers. So a flush sends an operation of its own through the ring. The worker that takes it
 * out declares FLUSHING; from then on every worker, once done with what it has, comes to the barrier instead of the
 * ring. When as many have come as there are, all operations before the flush are done: the last one declares COMPLETE,
 * wakes the caller, and all go back to the ring.
 *
 * The number to wait for is the number of workers that were started. WiredTiger takes the number that was configured:
 * right, until a start fails and open's own close flushes. Then the missing ones are waited for, 100 ms at a time, for
 * good. WT-2353 added a test for no worker at all, and left the count.
 *
 * A worker that is slow to leave may find the next flush FLUSHING already, and must come to that one too: it compares
 * generations. One flush at a time; others try again every 100 ms. Source: WiredTiger, async_api and async_worker.
 */
/** How a caller waits for all operations enqueued before. */
final class FlushBarrier {
  private static final long CALLER_WAIT_MICROS = 100_000;
  private static final long WORKER_WAIT_MICROS = 10_000;

  private final Operation flushOperation = new Operation();
  private final AtomicReference<FlushState> state = new AtomicReference<>(FlushState.NONE);
  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicInteger generation = new AtomicInteger();
  private final CondVar flushed;
  private final MicrosClock clock;
  private volatile int party;
  private volatile boolean stopped;

  FlushBarrier(MicrosClock clock, Set<Quirk> quirks) {
    this.clock = clock;
    this.flushed = new CondVar(quirks);
  }

  /**
   * Sends a flush through {@code ring} and waits until {@code workers} have come.
   *
   * @throws ServiceException if the workers are stopped before that
   */
  void flush(OperationRing ring, int workers) {
    begin();
    try {
      party = workers;
      arrived.set(0);
      generation.incrementAndGet();
      flushOperation.enter(OperationState.READY);
      if (!ring.add(flushOperation)) {
        throw closing();
      }
      while (state.get() != FlushState.COMPLETE) {
        if (stopped) {
          throw closing();
        }
        flushed.await(CALLER_WAIT_MICROS, () -> state.get() != FlushState.COMPLETE && !stopped);
      }
    } finally {
      flushOperation.free();
      state.set(FlushState.NONE);
    }
  }

  /** Whether {@code operation}, which a worker has taken out of the ring, is a flush; the workers then gather. */
  boolean takes(Operation operation) {
    boolean taken = operation == flushOperation;
    if (taken) {
      state.set(FlushState.FLUSHING);
    }
    return taken;
  }

  boolean isFlushing() {
    return state.get() == FlushState.FLUSHING;
  }

  /** Comes to the barrier; waits there unless this worker is the last. */
  void arrive() {
    int mine = generation.get();
    if (arrived.incrementAndGet() == party) {
      state.set(FlushState.COMPLETE);
      flushed.signal();
    } else {
      while (isFlushing() && generation.get() == mine && !stopped) {
        flushed.await(WORKER_WAIT_MICROS, () -> isFlushing() && generation.get() == mine && !stopped);
      }
    }
  }

  /** Lets nobody wait any more. */
  void stop() {
    stopped = true;
    flushed.signal();
  }

  String describe() {
    FlushState now = state.get();
    return "flush " + now + "(" + now.ordinal() + ") arrived=" + arrived.get() + "/" + party + " generation="
        + generation.get() + " waiters=" + flushed.waiters();
  }

  private void begin() {
    while (!state.compareAndSet(FlushState.NONE, FlushState.IN_PROGRESS)) {
      if (stopped) {
        throw closing();
      }
      clock.sleepMicros(CALLER_WAIT_MICROS);
    }
  }

  private static ServiceException closing() {
    return new ServiceException("the connection is closing; not all operations before the flush may be done");
  }
}
