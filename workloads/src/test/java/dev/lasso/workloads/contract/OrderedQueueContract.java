package dev.lasso.workloads.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Queues with an order of their own: by priority, by delay. */
public final class OrderedQueueContract {

  private record Parcel(long due, int number) implements Delayed {

    static Parcel in(long millis) {
      return after(System.nanoTime(), millis);
    }

    static Parcel after(long start, long millis) {
      return new Parcel(start + TimeUnit.MILLISECONDS.toNanos(millis), (int) millis);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.signum(due - ((Parcel) other).due);
    }
  }

  public void priorities(Observations log) throws Exception {
    PriorityBlockingQueue<String> queue = new PriorityBlockingQueue<>(1);
    Actor taker = Actor.start("taker", queue::take).untilWaiting();
    queue.put("x");
    log.saw("taker", taker.end(), "returned x");
    queue.addAll(List.of("c", "a", "d", "b"));
    List<String> got = new ArrayList<>();
    while (!queue.isEmpty()) {
      got.add(queue.take());
    }
    log.saw("order", got, "[a, b, c, d]");
  }

  public void delays(Observations log) throws Exception {
    DelayQueue<Parcel> queue = new DelayQueue<>();
    long start = System.nanoTime();
    queue.addAll(List.of(Parcel.after(start, 60), Parcel.after(start, 20), Parcel.after(start, 40)));
    List<Integer> got = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      got.add(queue.take().number());
    }
    log.saw("order", got, "[20, 40, 60]");
    log.holds("not before its time", System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(60));
  }

  public void anEarlierOneOvertakesWhoWaits(Observations log) throws Exception {
    DelayQueue<Parcel> queue = new DelayQueue<>(List.of(Parcel.in(3_600_000)));
    Actor taker = Actor.start("taker", () -> queue.take().number()).untilWaiting();
    queue.put(Parcel.in(5));
    log.saw("taken", taker.end(), "returned 5");
    log.saw("left", queue.size(), 1);
  }

  public void timedPollOfADelay(Observations log) throws Exception {
    DelayQueue<Parcel> queue = new DelayQueue<>(List.of(Parcel.in(3_600_000)));
    log.saw("before its time", queue.poll() + " " + queue.size(), "null 1");
    log.call("too short", () -> queue.poll(5, TimeUnit.MILLISECONDS), "returned null");
    queue.add(Parcel.in(5));
    log.call("long enough", () -> queue.poll(1, TimeUnit.HOURS).number(), "returned 5");
  }
}
