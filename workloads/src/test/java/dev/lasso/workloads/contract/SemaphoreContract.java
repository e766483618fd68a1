package dev.lasso.workloads.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** {@link Semaphore}. */
public final class SemaphoreContract {

  public void permits(Observations log) throws Exception {
    Semaphore semaphore = new Semaphore(2);
    semaphore.acquire();
    log.holds("second", semaphore.tryAcquire());
    log.saw("third", semaphore.tryAcquire(), false);
    log.saw("left", semaphore.availablePermits(), 0);
    semaphore.release(3);
    log.saw("more than there were", semaphore.availablePermits(), 3);
    log.saw("drained", semaphore.drainPermits() + " " + semaphore.availablePermits(), "3 0");
    log.call("acquire(-1)", Actor.Deed.body(() -> semaphore.acquire(-1)), "threw IllegalArgumentException");
  }

  public void releasedByAnother(Observations log) throws Exception {
    Semaphore semaphore = new Semaphore(0);
    Actor acquirer = Actor.doing("acquirer", semaphore::acquire).untilWaiting();
    log.holds("queued", semaphore.hasQueuedThreads() && semaphore.getQueueLength() == 1);
    semaphore.release();
    log.saw("acquirer", acquirer.end(), "returned nothing");
    log.saw("left", semaphore.availablePermits(), 0);
  }

  public void negativePermits(Observations log) throws Exception {
    Semaphore semaphore = new Semaphore(-1);
    Actor acquirer = Actor.doing("acquirer", semaphore::acquire).untilWaiting();
    semaphore.release();
    log.saw("ended after one release", acquirer.untilWaiting().ended(), false);
    semaphore.release();
    log.saw("after two", acquirer.end(), "returned nothing");
  }

  public void manyAtOnce(Observations log) throws Exception {
    Semaphore semaphore = new Semaphore(1);
    Actor acquirer = Actor.doing("acquirer", () -> semaphore.acquire(3)).untilWaiting();
    semaphore.release();
    log.saw("ended with two", acquirer.untilWaiting().ended(), false);
    log.saw("two remain for others", semaphore.availablePermits(), 2);
    semaphore.release();
    log.saw("with three", acquirer.end(), "returned nothing");
    log.saw("left", semaphore.availablePermits(), 0);
  }

  public void timedAcquire(Observations log) throws Exception {
    Semaphore semaphore = new Semaphore(0);
    log.holds("lasts", Actor.lasts(15, () -> {
      if (semaphore.tryAcquire(15, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("got one");
      }
    }));
    Actor patient = Actor.start("patient", () -> semaphore.tryAcquire(1, TimeUnit.HOURS)).untilWaiting();
    semaphore.release();
    log.saw("patient", patient.end(), "returned true");
  }

  public void fairOrder(Observations log) throws Exception {
    Semaphore semaphore = new Semaphore(0, true);
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    List<Actor> actors = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      actors.add(Actor.doing(name, () -> {
        semaphore.acquire();
        order.add(name);
        semaphore.release();
      }).untilWaiting());
    }
    semaphore.release();
    for (Actor actor : actors) {
      log.saw("end", actor.end(), "returned nothing");
    }
    log.saw("order", order, "[a, b, c]");
    log.holds("fair", semaphore.isFair());
  }

  public void fairnessHoldsBackTheSmall(Observations log) throws Exception {
    Semaphore semaphore = new Semaphore(1, true);
    Actor big = Actor.doing("big", () -> semaphore.acquire(2)).untilWaiting();
    Actor small = Actor.doing("small", semaphore::acquire).untilWaiting();
    log.saw("small waits behind big", small.thread().getState(), "WAITING");
    log.holds("tryAcquire barges in", semaphore.tryAcquire());
    semaphore.release(2);
    log.saw("big", big.end(), "returned nothing");
    semaphore.release();
    log.saw("small", small.end(), "returned nothing");
  }
}
