package dev.lasso.workloads.tour;

import dev.lasso.workloads.program.Crew;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;

/** Stops at what brings threads together: latch, barrier, phaser, exchanger. */
final class MeetingStops {

  private static final int THREADS = 3;
  private static final int ROUNDS = 3;

  private MeetingStops() {}

  static String latch() throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(THREADS);
    AtomicInteger started = new AtomicInteger();
    Crew crew = new Crew();
    for (int i = 0; i < THREADS; i++) {
      crew.add("runner-" + i, () -> {
        start.await();
        started.incrementAndGet();
        end.countDown();
      });
    }
    crew.add("starter", () -> {
      start.countDown();
      end.await();
      started.addAndGet(10);
    });
    crew.run();
    return "started " + started + ", left " + end.getCount();
  }

  static String barrier() throws InterruptedException {
    List<Integer> arrived = new CopyOnWriteArrayList<>();
    AtomicInteger inRound = new AtomicInteger();
    CyclicBarrier barrier = new CyclicBarrier(THREADS, () -> arrived.add(inRound.getAndSet(0)));
    Crew crew = new Crew();
    for (int i = 0; i < THREADS; i++) {
      crew.add("party-" + i, () -> {
        for (int round = 0; round < ROUNDS; round++) {
          inRound.incrementAndGet();
          barrier.await();
        }
      });
    }
    crew.run();
    return arrived.toString();
  }

  static String phaser() throws InterruptedException {
    Phaser phaser = new Phaser(THREADS);
    AtomicInteger sum = new AtomicInteger();
    Crew crew = new Crew();
    for (int i = 0; i < THREADS; i++) {
      crew.add("party-" + i, () -> {
        for (int round = 0; round < ROUNDS; round++) {
          sum.addAndGet(phaser.arriveAndAwaitAdvance());
        }
        phaser.arriveAndDeregister();
      });
    }
    crew.run();
    return "phases " + sum + ", terminated " + phaser.isTerminated();
  }

  static String exchanger() throws InterruptedException {
    Exchanger<String> exchanger = new Exchanger<>();
    ConcurrentSkipListSet<String> got = new ConcurrentSkipListSet<>();
    Crew crew = new Crew();
    crew.add("x", () -> got.add("x got " + exchanger.exchange("from x")));
    crew.add("y", () -> got.add("y got " + exchanger.exchange("from y")));
    crew.run();
    return String.join(", ", got);
  }
}
