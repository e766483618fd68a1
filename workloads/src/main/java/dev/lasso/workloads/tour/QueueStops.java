package dev.lasso.workloads.tour;

import dev.lasso.workloads.program.Crew;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Stops at every blocking queue. */
final class QueueStops {

  private static final int SIDES = 2;
  private static final int ITEMS = 4;

  private QueueStops() {}

  /** Sends numbers through a queue, from two producers to two consumers; answers the sum of what arrived. */
  private static int pump(BlockingQueue<Integer> queue) throws InterruptedException {
    AtomicInteger sum = new AtomicInteger();
    Crew crew = new Crew();
    for (int i = 0; i < SIDES; i++) {
      crew.add("producer-" + i, () -> {
        for (int item = 1; item <= ITEMS; item++) {
          queue.put(item);
        }
      });
      crew.add("consumer-" + i, () -> {
        for (int item = 1; item <= ITEMS; item++) {
          sum.addAndGet(queue.take());
        }
      });
    }
    crew.run();
    return sum.get();
  }

  static String bounded() throws InterruptedException {
    return pump(new ArrayBlockingQueue<>(2)) + " " + pump(new LinkedBlockingQueue<>(2)) + " "
        + pump(new LinkedBlockingDeque<>(2));
  }

  static String unbounded() throws InterruptedException {
    ConcurrentLinkedQueue<String> linked = new ConcurrentLinkedQueue<>();
    Crew crew = new Crew();
    crew.add("one", () -> linked.add("x"));
    crew.add("other", () -> linked.add("x"));
    crew.run();
    return pump(new LinkedBlockingQueue<>()) + " " + pump(new PriorityBlockingQueue<>()) + " " + linked;
  }

  static String synchronous() throws InterruptedException {
    SynchronousQueue<Integer> queue = new SynchronousQueue<>(true);
    return pump(queue) + " " + pump(new SynchronousQueue<>()) + ", offer to nobody " + queue.offer(1);
  }

  static String transfer() throws InterruptedException {
    LinkedTransferQueue<Integer> queue = new LinkedTransferQueue<>();
    List<Integer> got = new ArrayList<>();
    Crew crew = new Crew();
    crew.add("giver", () -> {
      queue.transfer(1);
      queue.transfer(2);
    });
    crew.add("taker", () -> {
      got.add(queue.take());
      got.add(queue.poll(1, TimeUnit.HOURS));
    });
    crew.run();
    return got + " " + pump(queue);
  }

  static String priority() {
    PriorityBlockingQueue<Integer> queue = new PriorityBlockingQueue<>(List.of(3, 1, 2));
    List<Integer> got = new ArrayList<>();
    queue.drainTo(got);
    return got.toString();
  }

  private record Parcel(long due, int number) implements Delayed {

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.signum(due - ((Parcel) other).due);
    }
  }

  static String delay() throws InterruptedException {
    DelayQueue<Parcel> queue = new DelayQueue<>();
    long now = System.nanoTime();
    for (int number : new int[]{3, 1, 2}) {
      queue.add(new Parcel(now + TimeUnit.MILLISECONDS.toNanos(number), number));
    }
    List<Integer> got = new ArrayList<>();
    while (!queue.isEmpty()) {
      got.add(queue.take().number());
    }
    return got + ", early " + (System.nanoTime() - now < TimeUnit.MILLISECONDS.toNanos(3));
  }
}
