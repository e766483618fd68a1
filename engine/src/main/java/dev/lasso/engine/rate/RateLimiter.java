package dev.lasso.engine.rate;

import dev.lasso.engine.options.Quirk;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/*
 * Once in a refill period there are bytes to be had. Requests that find none queue, those of flushes apart from those
 * of compactions, and no thread but theirs does the work. There are two duties: to wait until the next refill is due,
 * and to refill and grant. Whoever finds a refill due does the second at once. Else one thread, any, does the first by
 * a timed wait; all others wait without a time limit for their own signal.
 *
 * So somebody must always be awake or in the timed wait. A request that is granted is signalled and leaves; as it
 * leaves, it signals the first that still waits, which then finds out which duty is open. It has to do so also when
 * another thread has granted it: the thread in the timed wait can wake to find that a newcomer was quicker, refilled
 * and granted it, and then waits itself, trusting in the timed wait that is over by now. If the one that leaves said
 * nothing, nobody would be left to refill. That was RocksDB issue 11742.
 *
 * A refill grants in the order of the queues: flushes first, but with every so many refills compactions, so that they
 * do not starve. RocksDB draws which; here it is every `fairness`-th, so that a run needs no randomness.
 *
 * Source: RocksDB 8.7.3, util/rate_limiter. 4.9 elects a leader among the first of each queue, to the same effect.
 */
/** Deals out bytes at a steady rate to those who ask, who wait for them. */
public final class RateLimiter {
  private static final long LEAST_REFILL_BYTES = 100;
  private static final long NANOS_PER_MICRO = 1000;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final ReentrantLock requestLock = new ReentrantLock();
  private final List<Deque<Request>> queues = List.of(new ArrayDeque<>(), new ArrayDeque<>());
  private final long bytesPerSecond;
  private final long refillNanos;
  private final long refillBytes;
  private final int fairness;
  private final boolean leavesSilently;
  private long availableBytes;
  private long nextRefill = System.nanoTime();
  private boolean refillAwaited;
  private long refills;
  private long grantedBytes;

  /**
   * A limiter with nothing to give until its first refill.
   *
   * @param bytesPerSecond the rate, at least 1; a refill is of 100 bytes at least
   * @param refillMicros the time between refills, at least 1; 100,000 in RocksDB
   * @param fairness with every so many refills compactions come first, at least 1; 10 in RocksDB
   * @param quirks historical defects that are put back
   */
  public RateLimiter(long bytesPerSecond, long refillMicros, int fairness, Set<Quirk> quirks) {
    if (bytesPerSecond < 1 || refillMicros < 1 || fairness < 1) {
      throw new IllegalArgumentException(
          "a rate limiter takes a rate, a refill period and a fairness of at least 1, not "
              + bytesPerSecond + ", " + refillMicros + " and " + fairness);
    }
    this.bytesPerSecond = bytesPerSecond;
    this.refillNanos = refillMicros * NANOS_PER_MICRO;
    this.refillBytes = Math.max(LEAST_REFILL_BYTES,
        (long) ((double) bytesPerSecond / MICROS_PER_SECOND * refillMicros));
    this.fairness = fairness;
    this.leavesSilently = quirks.contains(Quirk.RATE_LIMITER_LEADER_LEAVES);
  }

  /** Returns once {@code bytes} are granted. Interrupts wait. */
  public void request(long bytes, Priority priority) {
    for (long left = bytes; left > 0; left -= refillBytes) {
      requestPart(Math.min(left, refillBytes), priority);
    }
  }

  private void requestPart(long bytes, Priority priority) {
    boolean interrupted = false;
    requestLock.lock();
    try {
      long atOnce = Math.min(bytes, availableBytes);
      grant(atOnce);
      Request request = new Request(requestLock.newCondition(), bytes - atOnce);
      if (request.left > 0) {
        queues.get(priority.ordinal()).addLast(request);
      }
      while (request.left > 0) {
        interrupted |= doDuty(request);
      }
    } finally {
      requestLock.unlock();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does what is to be done, or waits; true if the thread was interrupted meanwhile. */
  private boolean doDuty(Request request) {
    boolean interrupted = false;
    long wait = nextRefill - System.nanoTime();
    boolean refills = wait <= 0;
    if (refills) {
      refill();
    } else if (refillAwaited) {
      request.changed.awaitUninterruptibly();
    } else {
      refillAwaited = true;
      interrupted = awaitNanos(request.changed, wait);
      refillAwaited = false;
    }
    if (request.left == 0 && (refills || !leavesSilently)) {
      signalFirst();
    }
    return interrupted;
  }

  private static boolean awaitNanos(Condition changed, long nanos) {
    try {
      // Whether a signal or the time has ended it, what is due is looked at again.
      changed.await(nanos, TimeUnit.NANOSECONDS);
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  private void refill() {
    nextRefill = System.nanoTime() + refillNanos;
    availableBytes = Math.max(availableBytes, refillBytes);
    refills++;
    boolean lowFirst = refills % fairness == 0;
    grantTo(queues.get(lowFirst ? 1 : 0));
    grantTo(queues.get(lowFirst ? 0 : 1));
  }

  private void grantTo(Deque<Request> queue) {
    for (Request first = queue.peekFirst(); first != null && availableBytes > 0; first = queue.peekFirst()) {
      long part = Math.min(first.left, availableBytes);
      grant(part);
      first.left -= part;
      if (first.left == 0) {
        queue.removeFirst();
        first.changed.signal();
      }
    }
  }

  private void grant(long bytes) {
    availableBytes -= bytes;
    grantedBytes += bytes;
  }

  private void signalFirst() {
    for (Deque<Request> queue : queues) {
      Request first = queue.peekFirst();
      if (first != null) {
        first.changed.signal();
        return;
      }
    }
  }

  /** The bytes granted so far. */
  public long grantedBytes() {
    requestLock.lock();
    try {
      return grantedBytes;
    } finally {
      requestLock.unlock();
    }
  }

  /** The state in one line; takes no lock. */
  public String describe() {
    return "rate_limiter bytes_per_second=" + bytesPerSecond + " available_bytes=" + availableBytes + " waiting_high="
        + queues.get(0).size() + " waiting_low=" + queues.get(1).size() + " refill_awaited=" + refillAwaited
        + " refills=" + refills;
  }

  /** Who is served first. */
  public enum Priority {
    /** Flushes, since writers wait for them. */
    HIGH,
    /** Compactions. */
    LOW
  }

  private static final class Request {
    private final Condition changed;
    private long left;

    private Request(Condition changed, long left) {
      this.changed = changed;
      this.left = left;
    }
  }
}
