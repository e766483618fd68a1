package dev.lasso.workloads.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A correct program that is put together by lot: two to four parts that run beside each other, each of which takes long
 * and ends. It knows nothing of Lasso.
 */
public final class DrawnProgram {

  private final Random random;

  private DrawnProgram(long lot) {
    random = new Random(lot);
  }

  /** @param arguments the lot */
  public static void main(String[] arguments) throws InterruptedException {
    new DrawnProgram(Long.parseLong(arguments[0])).run();
  }

  /** What may be interrupted, and never is. */
  private interface Part {

    void run() throws Exception;
  }

  private void run() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    int parts = 2 + random.nextInt(3);
    for (int i = 0; i < parts; i++) {
      Part part = part(random.nextInt(10));
      threads.add(Threads.start("part-" + i, false, () -> run(part)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void run(Part part) {
    try {
      part.run();
    } catch (Exception unexpected) {
      throw new IllegalStateException(unexpected);
    }
  }

  private Part part(int kind) {
    int rounds = 50 + random.nextInt(500);
    int millis = 1 + random.nextInt(40);
    long lot = random.nextLong();
    return switch (kind) {
      case 0 -> () -> produceAndConsume(rounds, millis);
      case 1 -> () -> submit(rounds, millis);
      case 2 -> () -> schedule(rounds, millis);
      case 3 -> () -> backOff(rounds / 10, new Random(lot));
      case 4 -> () -> retry(1_000, millis);
      case 5 -> () -> takeTurns(rounds);
      case 6 -> () -> meet(rounds);
      case 7 -> () -> share(rounds, millis);
      case 8 -> () -> waitUntil(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(rounds * (long) millis), millis);
      default -> () -> watch(rounds, millis);
    };
  }

  private static void produceAndConsume(int items, int millis) throws InterruptedException {
    BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(4);
    Thread producer = Threads.start("producer", false, () -> run(() -> {
      for (int i = 0; i < items; i++) {
        if (i % 7 == 0) {
          Thread.sleep(millis);
        }
        queue.put(i);
      }
    }));
    int taken = 0;
    while (taken < items) {
      taken += queue.poll(millis, TimeUnit.MILLISECONDS) == null ? 0 : 1;
    }
    producer.join();
  }

  private static void submit(int tasks, int millis) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(3);
    List<Future<?>> futures = new ArrayList<>();
    for (int i = 0; i < tasks / 10; i++) {
      futures.add(pool.submit(() -> Threads.sleep(millis)));
    }
    for (Future<?> future : futures) {
      future.get();
    }
    pool.shutdown();
    while (!pool.awaitTermination(millis, TimeUnit.MILLISECONDS)) {
      Thread.yield();
    }
  }

  private static void schedule(int ticks, int millis) throws InterruptedException {
    CountDownLatch ticked = new CountDownLatch(ticks);
    ScheduledExecutorService pool = Executors.newScheduledThreadPool(1);
    pool.scheduleAtFixedRate(ticked::countDown, 0, millis, TimeUnit.MILLISECONDS);
    ticked.await();
    pool.shutdownNow();
  }

  /** Two that take each other's locks and give way for a time that is drawn. */
  private static void backOff(int rounds, Random lots) throws InterruptedException {
    ReentrantLock one = new ReentrantLock();
    ReentrantLock other = new ReentrantLock();
    Random ofOther = new Random(lots.nextLong());
    Thread second = Threads.start("other", false, () -> run(() -> takeBoth(other, one, rounds, ofOther)));
    takeBoth(one, other, rounds, lots);
    second.join();
  }

  private static void takeBoth(ReentrantLock first, ReentrantLock second, int times, Random lots)
      throws InterruptedException {
    int taken = 0;
    while (taken < times) {
      first.lock();
      try {
        Thread.sleep(1);
        if (second.tryLock()) {
          taken++;
          second.unlock();
        }
      } finally {
        first.unlock();
      }
      Thread.sleep(lots.nextInt(20));
    }
  }

  private static void retry(int limit, int millis) throws InterruptedException {
    int tries = 0;
    while (++tries < limit) {
      Thread.sleep(millis);
    }
  }

  private static void takeTurns(int rounds) throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Condition turned = lock.newCondition();
    int[] turn = {0};
    Thread other = Threads.start("odd", false, () -> run(() -> play(lock, turned, turn, 1, rounds)));
    play(lock, turned, turn, 0, rounds);
    other.join();
  }

  private static void play(ReentrantLock lock, Condition turned, int[] turn, int mine, int rounds)
      throws InterruptedException {
    for (int i = 0; i < rounds; i++) {
      lock.lock();
      try {
        while (turn[0] != mine) {
          turned.await();
        }
        turn[0] = 1 - mine;
        turned.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private static void meet(int rounds) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(2);
    Thread other = Threads.start("guest", false, () -> run(() -> meetAt(barrier, rounds, 3)));
    meetAt(barrier, rounds, 2);
    other.join();
  }

  private static void meetAt(CyclicBarrier barrier, int rounds, int millis) throws Exception {
    for (int i = 0; i < rounds; i++) {
      Thread.sleep(millis);
      barrier.await();
    }
  }

  private static void share(int rounds, int millis) throws InterruptedException {
    Semaphore permits = new Semaphore(1);
    Thread other = Threads.start("sharer", false, () -> run(() -> use(permits, rounds, millis)));
    use(permits, rounds, 1);
    other.join();
  }

  private static void use(Semaphore permits, int rounds, int millis) throws InterruptedException {
    for (int i = 0; i < rounds; i++) {
      permits.acquire();
      try {
        Thread.sleep(millis);
      } finally {
        permits.release();
      }
    }
  }

  private static void waitUntil(long deadline, int millis) throws InterruptedException {
    Object nobodyNotifies = new Object();
    synchronized (nobodyNotifies) {
      while (deadline - System.nanoTime() > 0) {
        nobodyNotifies.wait(millis);
      }
    }
  }

  /** Somebody looks every now and then whether a worker that counts in a field has come far enough. */
  private static void watch(int rounds, int millis) throws InterruptedException {
    Progress progress = new Progress();
    Threads.daemon("worker", () -> {
      while (progress.done < rounds) {
        progress.done++;
        Threads.sleep(millis);
      }
    });
    while (progress.done < rounds) {
      Thread.sleep(3L * millis);
    }
  }

  private static final class Progress {

    private volatile int done;
  }
}
