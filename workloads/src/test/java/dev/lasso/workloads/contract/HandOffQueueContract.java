package dev.lasso.workloads.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** Queues that pass from hand to hand: {@link SynchronousQueue}, {@link LinkedTransferQueue}. */
public final class HandOffQueueContract {

  private static final List<Boolean> FAIRNESS = List.of(false, true);

  public void takerWaits(Observations log) throws Exception {
    for (boolean fair : FAIRNESS) {
      SynchronousQueue<String> queue = new SynchronousQueue<>(fair);
      log.saw("offer to nobody, fair " + fair, queue.offer("x"), false);
      log.saw("poll from nobody", queue.poll(), null);
      Actor taker = Actor.start("taker", queue::take).untilWaiting();
      log.holds("offer to somebody", queue.offer("y"));
      log.saw("taker", taker.end(), "returned y");
    }
  }

  public void putterWaits(Observations log) throws Exception {
    for (boolean fair : FAIRNESS) {
      SynchronousQueue<String> queue = new SynchronousQueue<>(fair);
      Actor putter = Actor.doing("putter", () -> queue.put("x")).untilWaiting();
      log.saw("size with a putter, fair " + fair, queue.size() + " " + queue.peek(), "0 null");
      log.saw("poll", queue.poll(), "x");
      log.saw("putter", putter.end(), "returned nothing");
    }
  }

  /** Too short to park for: the JDK spins until the time has come. */
  public void timeLimitsShorterThanASpin(Observations log) throws Exception {
    for (boolean fair : FAIRNESS) {
      SynchronousQueue<String> queue = new SynchronousQueue<>(fair);
      log.saw("offer, fair " + fair, queue.offer("x", 700, TimeUnit.NANOSECONDS), false);
      log.saw("poll", queue.poll(300, TimeUnit.NANOSECONDS), null);
    }
  }

  public void timeLimits(Observations log) throws Exception {
    for (boolean fair : FAIRNESS) {
      SynchronousQueue<String> queue = new SynchronousQueue<>(fair);
      log.holds("offer lasts, fair " + fair, Actor.lasts(10, () -> queue.offer("x", 10, TimeUnit.MILLISECONDS)));
      log.holds("poll lasts", Actor.lasts(10, () -> queue.poll(10, TimeUnit.MILLISECONDS)));
      log.saw("left behind", queue.poll(), null);
    }
  }

  public void fairOrder(Observations log) throws Exception {
    SynchronousQueue<Integer> queue = new SynchronousQueue<>(true);
    List<Actor> putters = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      int item = i;
      putters.add(Actor.doing("putter", () -> queue.put(item)).untilWaiting());
    }
    log.saw("order", queue.take() + " " + queue.take() + " " + queue.take(), "1 2 3");
    for (Actor putter : putters) {
      log.saw("end", putter.end(), "returned nothing");
    }
  }

  public void transfers(Observations log) throws Exception {
    LinkedTransferQueue<String> queue = new LinkedTransferQueue<>();
    log.saw("to nobody", queue.tryTransfer("x"), false);
    log.saw("to nobody, timed", queue.tryTransfer("x", 5, TimeUnit.MILLISECONDS), false);
    log.saw("left behind", queue.isEmpty(), true);
    Actor giver = Actor.doing("giver", () -> queue.transfer("y")).untilWaiting();
    log.saw("seen before it is taken", queue.peek(), "y");
    log.saw("taken", queue.take(), "y");
    log.saw("giver", giver.end(), "returned nothing");
    Actor taker = Actor.start("taker", queue::take).untilWaiting();
    log.holds("somebody waits", queue.hasWaitingConsumer() && queue.getWaitingConsumerCount() == 1);
    log.holds("to somebody", queue.tryTransfer("z"));
    log.saw("taker", taker.end(), "returned z");
  }
}
