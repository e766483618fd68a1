package dev.lasso.workloads.contract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What blocking queues that hold items have in common: capacity, time limits, order. */
public final class BlockingQueueContract {

  private static List<BlockingQueue<Integer>> bounded() {
    return List.of(new ArrayBlockingQueue<>(2), new ArrayBlockingQueue<>(2, true), new LinkedBlockingQueue<>(2),
        new LinkedBlockingDeque<>(2));
  }

  private static List<BlockingQueue<Integer>> all() {
    List<BlockingQueue<Integer>> queues = new ArrayList<>(bounded());
    queues.addAll(List.of(new PriorityBlockingQueue<>(), new LinkedTransferQueue<>(), new LinkedBlockingQueue<>()));
    return queues;
  }

  private static String name(Object queue) {
    return queue.getClass().getSimpleName();
  }

  public void capacity(Observations log) throws Exception {
    for (BlockingQueue<Integer> queue : bounded()) {
      queue.put(1);
      queue.add(2);
      log.saw(name(queue) + " full", queue.offer(3) + " " + queue.remainingCapacity(), "false 0");
      log.call("add", () -> queue.add(3), "threw IllegalStateException");
      log.holds("timed offer lasts", Actor.lasts(15, () -> queue.offer(3, 15, TimeUnit.MILLISECONDS)));
      log.saw("contents", queue, "[1, 2]");
    }
  }

  public void emptiness(Observations log) throws Exception {
    for (BlockingQueue<Integer> queue : all()) {
      log.saw(name(queue) + " empty", queue.poll() + " " + queue.peek(), "null null");
      log.call("remove", queue::remove, "threw NoSuchElementException");
      log.call("element", queue::element, "threw NoSuchElementException");
      log.holds("timed poll lasts", Actor.lasts(15, () -> queue.poll(15, TimeUnit.MILLISECONDS)));
      log.call("null", () -> queue.offer(nothing()), "threw NullPointerException");
    }
  }

  @SuppressWarnings("NullAway") // null is what is tried
  private static Integer nothing() {
    return null;
  }

  public void takeWaitsForPut(Observations log) throws Exception {
    for (BlockingQueue<Integer> queue : all()) {
      Actor taker = Actor.start("taker", queue::take).untilWaiting();
      queue.put(1);
      log.saw(name(queue) + ".take", taker.end(), "returned 1");
      Actor poller = Actor.start("poller", () -> queue.poll(1, TimeUnit.HOURS)).untilWaiting();
      queue.add(2);
      log.saw("timed poll", poller.end(), "returned 2");
    }
  }

  public void putWaitsForTake(Observations log) throws Exception {
    for (BlockingQueue<Integer> queue : bounded()) {
      queue.addAll(List.of(1, 2));
      Actor putter = Actor.doing("putter", () -> queue.put(3)).untilWaiting();
      log.saw(name(queue) + ".take", queue.take(), 1);
      log.saw("put", putter.end(), "returned nothing");
      Actor offerer = Actor.start("offerer", () -> queue.offer(4, 1, TimeUnit.HOURS)).untilWaiting();
      log.saw("take", queue.take(), 2);
      log.saw("timed offer", offerer.end(), "returned true");
      log.saw("contents", queue, "[3, 4]");
    }
  }

  public void order(Observations log) throws Exception {
    for (BlockingQueue<Integer> queue : all()) {
      Actor putter = Actor.doing("putter", () -> {
        for (int i = 1; i <= 6; i++) {
          queue.put(i);
        }
      });
      List<Integer> got = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        got.add(queue.take());
      }
      log.saw(name(queue) + " putter", putter.end(), "returned nothing");
      log.saw("order", got, "[1, 2, 3, 4, 5, 6]");
    }
  }

  public void drain(Observations log) throws Exception {
    for (BlockingQueue<Integer> queue : bounded()) {
      queue.addAll(List.of(1, 2));
      Actor putter = Actor.doing("putter", () -> queue.put(3)).untilWaiting();
      Collection<Integer> drained = new ArrayList<>();
      log.saw(name(queue) + ".drainTo", queue.drainTo(drained, 1) + " " + drained, "1 [1]");
      log.saw("putter", putter.end(), "returned nothing");
      queue.drainTo(drained);
      log.saw("all", drained, "[1, 2, 3]");
    }
  }

  public void clearLetsPuttersIn(Observations log) throws Exception {
    for (BlockingQueue<Integer> queue : bounded()) {
      queue.addAll(List.of(1, 2));
      Actor one = Actor.doing("one", () -> queue.put(3)).untilWaiting();
      Actor two = Actor.doing("two", () -> queue.put(3)).untilWaiting();
      queue.clear();
      log.saw(name(queue), one.end() + ", " + two.end(), "returned nothing, returned nothing");
      log.saw("contents", queue, "[3, 3]");
    }
  }

  public void fairPutters(Observations log) throws Exception {
    BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1, true);
    queue.put(0);
    List<Actor> putters = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      int item = i;
      putters.add(Actor.doing("putter", () -> queue.put(item)).untilWaiting());
    }
    List<Integer> got = new ArrayList<>();
    for (int i = 0; i <= 3; i++) {
      got.add(queue.take());
    }
    log.saw("order", got, "[0, 1, 2, 3]");
    for (Actor putter : putters) {
      log.saw("end", putter.end(), "returned nothing");
    }
  }

  public void bothEndsOfADeque(Observations log) throws Exception {
    LinkedBlockingDeque<Integer> deque = new LinkedBlockingDeque<>(2);
    Actor last = Actor.start("last", deque::takeLast).untilWaiting();
    deque.putFirst(1);
    log.saw("takeLast", last.end(), "returned 1");
    deque.putLast(2);
    deque.putFirst(1);
    Actor putter = Actor.doing("putter", () -> deque.putFirst(0)).untilWaiting();
    log.saw("pollLast", deque.pollLast(1, TimeUnit.SECONDS), 2);
    log.saw("putFirst", putter.end(), "returned nothing");
    log.saw("contents", deque, "[0, 1]");
  }
}
