package dev.lasso.workloads.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** {@link CyclicBarrier}. */
public final class BarrierContract {

  private static final String BROKEN = "threw BrokenBarrierException";

  public void tripsAgainAndAgain(Observations log) throws Exception {
    AtomicInteger trips = new AtomicInteger();
    CyclicBarrier barrier = new CyclicBarrier(3, trips::incrementAndGet);
    ConcurrentSkipListSet<String> arrivals = new ConcurrentSkipListSet<>();
    List<Actor> parties = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      parties.add(Actor.doing("party", () -> {
        for (int round = 0; round < 2; round++) {
          arrivals.add(round + ":" + barrier.await());
        }
      }));
    }
    for (Actor party : parties) {
      log.saw("end", party.end(), "returned nothing");
    }
    log.saw("trips", trips, 2);
    log.saw("arrival indices", new TreeSet<>(arrivals), "[0:0, 0:1, 0:2, 1:0, 1:1, 1:2]");
    log.saw("waiting", barrier.getNumberWaiting() + " of " + barrier.getParties(), "0 of 3");
  }

  public void theLastOneRunsTheAction(Observations log) throws Exception {
    Thread[] ran = new Thread[1];
    CyclicBarrier barrier = new CyclicBarrier(2, () -> ran[0] = Thread.currentThread());
    Actor first = Actor.start("first", barrier::await).untilWaiting();
    log.saw("index of the last", barrier.await(), 0);
    log.saw("first", first.end(), "returned 1");
    log.holds("action on the last", ran[0] == Thread.currentThread());
  }

  public void interruptBreaks(Observations log) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(3);
    Actor one = Actor.start("one", barrier::await).untilWaiting();
    Actor two = Actor.start("two", barrier::await).untilWaiting();
    log.saw("waiting", barrier.getNumberWaiting(), 2);
    one.interrupt();
    log.saw("one", one.end(), "threw InterruptedException");
    log.saw("two", two.end(), BROKEN);
    log.call("a later one", barrier::await, BROKEN);
    barrier.reset();
    log.saw("broken after reset", barrier.isBroken(), false);
  }

  public void timeoutBreaks(Observations log) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(3);
    Actor patient = Actor.start("patient", barrier::await).untilWaiting();
    log.call("in a hurry", () -> barrier.await(5, TimeUnit.MILLISECONDS), "threw TimeoutException");
    log.saw("patient", patient.end(), BROKEN);
    log.holds("broken", barrier.isBroken());
  }

  public void resetBreaksWhoWaits(Observations log) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(2);
    Actor waiting = Actor.start("waiting", barrier::await).untilWaiting();
    barrier.reset();
    log.saw("waiting", waiting.end(), BROKEN);
    log.saw("broken", barrier.isBroken(), false);
  }

  public void failingActionBreaks(Observations log) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(2, () -> {
      throw new IllegalStateException("on purpose");
    });
    Actor waiting = Actor.start("waiting", barrier::await).untilWaiting();
    log.call("the last", barrier::await, "threw IllegalStateException");
    log.saw("waiting", waiting.end(), BROKEN);
  }
}
