package dev.lasso.engine.async;

import dev.lasso.engine.config.AsyncLimits;
import dev.lasso.engine.log.InfoLog;
import dev.lasso.engine.options.Quirk;
import dev.lasso.engine.server.Server;
import dev.lasso.engine.server.ServiceException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Operations on the default column family that workers do for their callers. A submitted operation is not waited for:
 * its callback, or its future, hears how it ended. Operations begin in the order in which they were submitted; with
 * more than one worker they may end in another. Keys and values belong to the operation until it has ended and must not
 * be changed meanwhile.
 */
public final class Async {
  private static final int SPARE_SLOTS = 2;
  private static final byte[] NO_VALUE = {};

  private final AsyncLimits limits;
  private final Store store;
  private final InfoLog log;
  private final Set<Quirk> quirks;
  private final Operation[] operations;
  private final OperationRing ring;
  private final FlushBarrier barrier;
  private final AtomicInteger nextPlace = new AtomicInteger();
  private volatile List<AsyncWorker> workers = List.of();
  private volatile int workersStarted;

  /** An interface without workers. */
  public Async(AsyncLimits limits, Store store, InfoLog log, Set<Quirk> quirks) {
    this.limits = limits;
    this.store = store;
    this.log = log;
    this.quirks = quirks;
    this.operations = new Operation[limits.operations()];
    for (int i = 0; i < operations.length; i++) {
      operations[i] = new Operation();
    }
    this.ring = new OperationRing(operations.length + SPARE_SLOTS);
    this.barrier = new FlushBarrier(log.clock(), quirks);
  }

  /**
   * Makes all workers, then starts their threads. Where this throws, those that were started run, and {@link #flush},
   * {@link #tellToStop} and {@link #join} are about them.
   *
   * @throws OutOfMemoryError if there is no memory or no thread to be had
   */
  public void start() {
    List<AsyncWorker> made = new ArrayList<>();
    for (int i = 0; i < limits.threads(); i++) {
      made.add(new AsyncWorker(i, ring, barrier, store, log));
    }
    workers = List.copyOf(made);
    for (int i = 0; i < made.size(); i++) {
      made.get(i).start();
      workersStarted = i + 1;
    }
  }

  /**
   * Submits: set {@code key} to {@code value}.
   *
   * @throws RingFullException if as many operations are under way as there may be
   * @throws ServiceException if the connection is closing
   */
  public void put(byte[] key, byte[] value, AsyncCallback callback) {
    submit(Operation.Kind.PUT, key, value, callback);
  }

  /** {@link #put(byte[], byte[], AsyncCallback)} with a future; its dependents run on the worker. */
  public CompletableFuture<@Nullable Void> put(byte[] key, byte[] value) {
    CompletableFuture<@Nullable Void> future = new CompletableFuture<>();
    put(key, value, (none, failure) -> complete(future, null, failure));
    return future;
  }

  /**
   * Submits: find the value of {@code key}. The callback is given null if it has none.
   *
   * @throws RingFullException if as many operations are under way as there may be
   * @throws ServiceException if the connection is closing
   */
  public void get(byte[] key, AsyncCallback callback) {
    submit(Operation.Kind.GET, key, NO_VALUE, callback);
  }

  /** {@link #get(byte[], AsyncCallback)} with a future; its dependents run on the worker. */
  public CompletableFuture<byte @Nullable []> get(byte[] key) {
    CompletableFuture<byte @Nullable []> future = new CompletableFuture<>();
    get(key, (value, failure) -> complete(future, value, failure));
    return future;
  }

  /**
   * Submits: remove {@code key}.
   *
   * @throws RingFullException if as many operations are under way as there may be
   * @throws ServiceException if the connection is closing
   */
  public void remove(byte[] key, AsyncCallback callback) {
    submit(Operation.Kind.REMOVE, key, NO_VALUE, callback);
  }

  /** {@link #remove(byte[], AsyncCallback)} with a future; its dependents run on the worker. */
  public CompletableFuture<@Nullable Void> remove(byte[] key) {
    CompletableFuture<@Nullable Void> future = new CompletableFuture<>();
    remove(key, (none, failure) -> complete(future, null, failure));
    return future;
  }

  /**
   * Waits until every operation that was submitted before has ended, callbacks included.
   *
   * @throws ServiceException if the connection closes meanwhile
   * @throws IllegalStateException if a callback calls it, since it would wait for itself
   */
  public void flush() {
    if (isWorker()) {
      throw new IllegalStateException("a callback cannot flush: the flush would wait for it");
    }
    if (workersStarted == 0 && !quirks.contains(Quirk.ASYNC_FLUSH_AFTER_FAILED_START)) {
      return;
    }
    barrier.flush(ring, flushParty());
  }

  /** Whether the caller is a worker, which is to say a callback. */
  public boolean isWorker() {
    return workers.stream().anyMatch(Server::isCurrentThread);
  }

  /** Takes no operation any more and lets the workers end, each after the operation it has. Does not wait. */
  public void tellToStop() {
    ring.close();
    workers.forEach(Server::tellToStop);
    barrier.stop();
  }

  /** Waits for the workers, which have been told to stop, and fails the operations that none of them has taken. */
  public void join() {
    workers.forEach(Server::join);
    for (Operation left = ring.poll(); left != null; left = ring.poll()) {
      try {
        left.complete(null, new ServiceException("the connection was closed before the operation was done"));
      } catch (RuntimeException | Error e) {
        log.error("A callback failed: " + e);
      }
    }
  }

  /** The states and counts, a few values a line; takes no lock. */
  public String describe() {
    Map<OperationState, Integer> counts = new EnumMap<>(OperationState.class);
    for (Operation operation : operations) {
      counts.merge(operation.state(), 1, Integer::sum);
    }
    StringBuilder text = new StringBuilder("async workers_configured=" + limits.threads() + " workers_started="
        + workersStarted + " operations");
    for (OperationState state : OperationState.values()) {
      text.append(' ').append(state).append('(').append(state.ordinal()).append(")=")
          .append(counts.getOrDefault(state, 0));
    }
    text.append('\n').append("async ").append(ring.describe());
    text.append('\n').append("async ").append(barrier.describe());
    workers.forEach(worker -> text.append('\n').append(worker.describe()));
    return text.toString();
  }

  private int flushParty() {
    return quirks.contains(Quirk.ASYNC_FLUSH_COUNTS_CONFIGURED) || quirks.contains(Quirk.ASYNC_FLUSH_AFTER_FAILED_START)
        ? limits.threads()
        : workersStarted;
  }

  private void submit(Operation.Kind kind, byte[] key, byte[] value, AsyncCallback callback) {
    Operation operation = take();
    operation.fill(kind, key, value, callback);
    if (!ring.add(operation)) {
      operation.free();
      throw new ServiceException("the connection is closing and takes no operation any more");
    }
  }

  /** A free operation; the search goes on where the last one ended, so that none is used all the time. */
  private Operation take() {
    int first = nextPlace.getAndIncrement();
    for (int i = 0; i < operations.length; i++) {
      Operation candidate = operations[Math.floorMod(first + i, operations.length)];
      if (candidate.take()) {
        return candidate;
      }
    }
    throw new RingFullException(operations.length);
  }

  private static <T extends @Nullable Object> void complete(CompletableFuture<T> future, T value,
      @Nullable Throwable failure) {
    if (failure == null) {
      future.complete(value);
    } else {
      future.completeExceptionally(failure);
    }
  }
}
