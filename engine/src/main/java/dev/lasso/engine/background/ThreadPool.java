package dev.lasso.engine.background;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A queue of work and up to a limit of threads, which are started when work is first scheduled and named
 * {@code rocksdb:bg0}, {@code rocksdb:bg1} and so on, as RocksDB names them in each of its pools.
 *
 * <p>An idle thread waits on {@link #workSignal}; a piece of work wakes one. When the limit falls, the threads above it
 * end, the newest first: only the last may end, and it wakes the others, so that the next one can.
 */
public final class ThreadPool {
  private final String name;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition workSignal = lock.newCondition();
  private final Deque<Work> queue = new ArrayDeque<>();
  private final List<Thread> threads = new ArrayList<>();
  private int limit = 1;
  private boolean exiting;

  /** A pool without threads; {@code name} is for dumps. */
  public ThreadPool(String name) {
    this.name = name;
  }

  /** Raises the limit to {@code least} if it is lower. */
  public void ensureThreads(int least) {
    setThreads(Math.max(least, limit()));
  }

  /** Sets the limit, at least 1. Missing threads start with the next work; surplus ones end. */
  public void setThreads(int count) {
    lock.lock();
    try {
      limit = Math.max(1, count);
      workSignal.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Queues {@code work}; {@code unscheduled} runs instead if {@link #unschedule} takes it out of the queue. Nothing
   * happens once the pool is being closed.
   *
   * @throws OutOfMemoryError if there is no thread and none can be started; the work is not queued then
   */
  public void schedule(Runnable work, Runnable unscheduled) {
    lock.lock();
    try {
      if (exiting) {
        return;
      }
      startThreads();
      queue.addLast(new Work(work, unscheduled));
      if (threads.size() > limit) {
        workSignal.signalAll();
      } else {
        workSignal.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes one piece of work out of the queue; false if it is not there, so has begun or ended. */
  public boolean unschedule(Runnable work) {
    lock.lock();
    try {
      return queue.removeIf(piece -> piece.action == work);
    } finally {
      lock.unlock();
    }
  }

  /** Takes all work that has not begun out of the queue, and answers how many pieces there were. */
  public int unschedule() {
    List<Work> taken = new ArrayList<>();
    lock.lock();
    try {
      for (Iterator<Work> pieces = queue.iterator(); pieces.hasNext();) {
        taken.add(pieces.next());
        pieces.remove();
      }
    } finally {
      lock.unlock();
    }
    taken.forEach(work -> work.unscheduled.run());
    return taken.size();
  }

  /** Ends the threads, each after the work it is doing, and waits for them; a pool thread does not wait for itself. */
  public void close() {
    List<Thread> ending;
    lock.lock();
    try {
      exiting = true;
      workSignal.signalAll();
      ending = List.copyOf(threads);
    } finally {
      lock.unlock();
    }
    ending.forEach(ThreadPool::joinUninterruptibly);
  }

  /** The state in one line; takes no lock. */
  public String describe() {
    return "thread_pool " + name + " queue=" + queue.size() + " threads=" + threads.size() + " limit=" + limit;
  }

  private int limit() {
    lock.lock();
    try {
      return limit;
    } finally {
      lock.unlock();
    }
  }

  /** Starts the threads that are missing. As long as there is one, the others can wait for the next work. */
  private void startThreads() {
    try {
      while (threads.size() < limit) {
        int number = threads.size();
        Thread thread = new Thread(() -> serve(number), "rocksdb:bg" + number);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
      }
    } catch (OutOfMemoryError e) {
      if (threads.isEmpty()) {
        throw e;
      }
    }
  }

  private void serve(int number) {
    for (Work work = take(number); work != null; work = take(number)) {
      work.action.run();
    }
  }

  /** The next piece of work for thread {@code number}, or null if the thread has to end. */
  private @Nullable Work take(int number) {
    lock.lock();
    try {
      while (!exiting && !isLastSurplus(number) && (queue.isEmpty() || number >= limit)) {
        workSignal.awaitUninterruptibly();
      }
      if (exiting) {
        return null;
      }
      if (isLastSurplus(number)) {
        threads.remove(number);
        workSignal.signalAll();
        return null;
      }
      return queue.removeFirst();
    } finally {
      lock.unlock();
    }
  }

  private boolean isLastSurplus(int number) {
    return number >= limit && number == threads.size() - 1;
  }

  private static void joinUninterruptibly(Thread thread) {
    boolean interrupted = false;
    while (thread != Thread.currentThread() && thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private record Work(Runnable action, Runnable unscheduled) {}
}
